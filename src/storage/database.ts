/** The tables on the phone. Versions only ever add; see "Keeping" in ARCHITECTURE.md. */
import { Dexie, type Table } from 'dexie';
import type { DeviceId, DocumentName, EntryId, RecordId } from '../community/id.ts';
import type { Projection } from '../community/projection.ts';

/** An entry as it rests: the signed bytes are the truth, the rest finds them. */
export interface EntryRow {
  readonly id: EntryId;
  readonly record: RecordId;
  readonly by: DeviceId;
  readonly n: number;
  readonly doc: DocumentName;
  readonly packed: Uint8Array;
}

/** An entry the relay is not known to hold yet. */
export interface OutboxRow {
  readonly id: EntryId;
  readonly doc: DocumentName;
  /** `new`: not yet in the carrier's document. `carried`: in it, and waiting for the relay. */
  readonly stage: 'new' | 'carried';
  readonly at: number;
}

/** A signed entry that cannot be believed yet, or ever; kept, shown to nobody, tried again. */
export interface AsideRow {
  readonly id: EntryId;
  readonly doc: DocumentName;
  readonly why: AsideReason;
  readonly packed: Uint8Array;
}
export type AsideReason = 'unreadable' | 'stranger' | 'wrong-signature' | 'forged' | 'waiting';

/** A contested entry whose receipt has been asked for. */
export interface AskRow {
  readonly id: EntryId;
  readonly record: RecordId;
  readonly area: string;
  readonly salt: Uint8Array;
}

export interface NamedRow {
  readonly name: string;
  readonly value: unknown;
}

export class CommunityDatabase extends Dexie {
  declare readonly entries: Table<EntryRow, EntryId>;
  declare readonly outbox: Table<OutboxRow, EntryId>;
  declare readonly aside: Table<AsideRow, EntryId>;
  declare readonly asks: Table<AskRow, EntryId>;
  /** Chain head, cursors of the carrier, versions of the projections. */
  declare readonly marks: Table<NamedRow, string>;
  /** This device's keys and the community's secrets. */
  declare readonly keys: Table<NamedRow, string>;
  /** Half-written forms. */
  declare readonly drafts: Table<NamedRow, string>;

  constructor(name: string, projections: readonly Projection[]) {
    // Strict: "saved" must survive a battery that is pulled right after (Chrome's default is relaxed).
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      entries: 'id, record, doc',
      outbox: 'id, stage',
      aside: 'id',
      asks: 'id',
      marks: 'name',
      keys: 'name',
      drafts: 'name',
      ...Object.fromEntries(projections.map(({ area, indexes }) => [area, indexes])),
    });
  }
}

export const databaseName = (community: EntryId): string => 'many-hands-' + community.slice(0, 16);
