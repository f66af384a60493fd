/** What the relay is not known to hold yet. The carrier keeps it; screens count it. */
import type { DocumentName, EntryId } from '../community/id.ts';
import type { CommunityDatabase, OutboxRow } from './database.ts';

/** In the carrier's document now, and waiting for the relay. */
export async function markCarried(db: CommunityDatabase, ids: readonly EntryId[]): Promise<void> {
  await db.outbox.where('id').anyOf(ids).modify({ stage: 'carried' });
}

/** The relay has them on disk. */
export async function markSent(db: CommunityDatabase, ids: readonly EntryId[]): Promise<void> {
  await db.outbox.bulkDelete([...ids]);
}

/** The relay lost or never had this document: everything in it waits again. */
export async function markUnsent(
  db: CommunityDatabase,
  doc: DocumentName,
  at: number,
): Promise<void> {
  await db.transaction('rw', db.entries, db.outbox, async () => {
    const ids = (await db.entries.where('doc').equals(doc).primaryKeys()) as EntryId[];
    const rows: OutboxRow[] = ids.map((id) => ({ id, doc, stage: 'carried', at }));
    const waiting = await db.outbox.bulkGet(ids);
    await db.outbox.bulkPut(rows.filter((_, i) => waiting[i] === undefined));
  });
}

export interface Waiting {
  readonly count: number;
  /** When the oldest of them was written here, milliseconds since 1970. */
  readonly since: number | undefined;
}

export async function waiting(db: CommunityDatabase): Promise<Waiting> {
  const rows = await db.outbox.toArray();
  const since = rows.reduce<number | undefined>(
    (oldest, { at }) => (oldest === undefined || at < oldest ? at : oldest),
    undefined,
  );
  return { count: rows.length, since };
}
