/** What an area tells the storage: how its records add up from entries, and how they are found. */
import type { Charter } from './charter.ts';
import type { Entry } from './entry.ts';
import type { RecordId } from './id.ts';

export interface Projection<Row extends { readonly id: RecordId } = { readonly id: RecordId }> {
  /** The first part of the area's kinds, and the name of its table. */
  readonly area: string;
  /** Dexie's list of indexes, primary key first. */
  readonly indexes: string;
  /** Raised when `fold` or `indexes` change meaning: the rows are then built anew. */
  readonly version: number;
  /** Kinds in which being first matters: they are sent with a commitment and get receipts. */
  readonly contested: readonly string[];
  /** What one record's entries, in any order, add up to. Nothing when there is no such record. */
  fold(id: RecordId, entries: readonly Entry[], charter: Charter): Row | undefined;
}
