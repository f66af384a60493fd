/** Keeps the rows of the areas equal to what their entries add up to. */
import { Dexie } from 'dexie';
import type { Charter } from '../community/charter.ts';
import { areaOf, type Entry, readEntry, recordOf } from '../community/entry.ts';
import type { RecordId } from '../community/id.ts';
import type { Projection } from '../community/projection.ts';
import { unpackSigned } from '../community/signed-entry.ts';
import type { CommunityDatabase, EntryRow } from './database.ts';

export type Projections = readonly Projection[];

export function entryOf(row: EntryRow): Entry | undefined {
  const signed = unpackSigned(row.packed);
  return signed && readEntry(row.id, signed.bytes);
}

/**
 * Folds these records anew, from what is kept and from `fresh` entries that are just being kept.
 * Runs inside the caller's transaction.
 */
export async function projectRecords(
  db: CommunityDatabase,
  projections: Projections,
  charter: Charter,
  records: readonly RecordId[],
  fresh: readonly Entry[] = [],
): Promise<void> {
  // Asked side by side: one cursor that hops from record to record is several times slower.
  const found = records.map((record) => db.entries.where('record').equals(record).toArray());
  const rows = (await Dexie.Promise.all(found)).flat();
  const entriesOf = new Map<RecordId, Entry[]>(records.map((record) => [record, []]));
  const isFresh = new Set(fresh.map(({ id }) => id));
  for (const row of rows) {
    const entry = isFresh.has(row.id) ? undefined : entryOf(row);
    if (entry) entriesOf.get(row.record)?.push(entry);
  }
  for (const entry of fresh) entriesOf.get(recordOf(entry))?.push(entry);
  for (const projection of projections) {
    await projectArea(db, projection, charter, entriesOf);
  }
}

async function projectArea(
  db: CommunityDatabase,
  projection: Projection,
  charter: Charter,
  entriesOf: ReadonlyMap<RecordId, readonly Entry[]>,
): Promise<void> {
  const rows = [];
  const gone = [];
  for (const [record, entries] of entriesOf) {
    if (!entries.some((entry) => areaOf(entry.kind) === projection.area)) continue;
    const row = projection.fold(record, entries, charter);
    if (row) rows.push(row);
    else gone.push(record);
  }
  if (rows.length > 0) await db.table(projection.area).bulkPut(rows);
  if (gone.length > 0) await db.table(projection.area).bulkDelete(gone);
}

const RECORDS_AT_ONCE = 200;

/** Folds every record anew, in pieces, while the old rows go on being served. */
export async function rebuild(
  db: CommunityDatabase,
  projections: Projections,
  charter: () => Charter,
): Promise<void> {
  const records = (await db.entries.orderBy('record').uniqueKeys()) as RecordId[];
  for (let at = 0; at < records.length; at += RECORDS_AT_ONCE) {
    const some = records.slice(at, at + RECORDS_AT_ONCE);
    await db.transaction('rw', tablesOf(db, projections), () =>
      projectRecords(db, projections, charter(), some),
    );
  }
}

/** Rebuilds the areas whose fold changed since their rows were written. */
export async function rebuildOutdated(
  db: CommunityDatabase,
  projections: Projections,
  charter: () => Charter,
): Promise<void> {
  const outdated: Projection[] = [];
  for (const projection of projections) {
    const mark = await db.marks.get('fold:' + projection.area);
    if (mark?.value !== projection.version) outdated.push(projection);
  }
  if (outdated.length === 0) return;
  await rebuild(db, outdated, charter);
  await db.marks.bulkPut(
    outdated.map(({ area, version }) => ({ name: 'fold:' + area, value: version })),
  );
}

/** The tables a fold reads and writes. */
export function tablesOf(db: CommunityDatabase, projections: Projections) {
  return [db.entries, ...projections.map(({ area }) => db.table(area))];
}
