/** Which entries of the journal a carrier's document lacks. */
import type * as Y from 'yjs';
import { textOf } from '../community/id.ts';
import type { EntryRow } from '../storage/database.ts';
import { type Carried, packOf } from './carried-document.ts';

/** Signatures are as good as names here, and need no hashing. */
const SIGN_BYTES = 24;

export function missingFrom(
  entries: Y.Array<Carried>,
  rows: readonly EntryRow[],
): readonly EntryRow[] {
  if (entries.length === 0) return rows;
  const wanted = new Map(rows.map((row) => [signOf(row.packed), row]));
  entries.forEach((carried: unknown) => {
    const packed = packOf(carried);
    if (packed instanceof Uint8Array) wanted.delete(signOf(packed));
  });
  return [...wanted.values()];
}

const signOf = (packed: Uint8Array): string => textOf<string>(packed.subarray(0, SIGN_BYTES));
