/** Writes drafts as the next entries of this device's chain. */
import type { Charter } from '../community/charter.ts';
import { documentFor } from '../community/document.ts';
import { type Draft, type Entry, recordOf, writeEntry } from '../community/entry.ts';
import { packSigned } from '../community/signed-entry.ts';
import type { DeviceKeys } from '../crypto/device-keys.ts';
import { entryIdOf } from '../crypto/hash.ts';
import { sign } from '../crypto/signing.ts';
import type { EntryRow } from './database.ts';
import type { HighWater } from './high-water.ts';

export interface Chained {
  readonly entries: readonly Entry[];
  readonly rows: readonly EntryRow[];
  readonly head: HighWater;
}

/** `now`: milliseconds since 1970 by this phone's clock. */
export async function chain(
  drafts: readonly Draft[],
  keys: DeviceKeys,
  charter: Charter,
  from: HighWater,
  now: number,
): Promise<Chained> {
  const entries: Entry[] = [];
  const rows: EntryRow[] = [];
  let head = from;
  let under = charter.heads;
  for (const draft of drafts) {
    const fields = {
      ...draft,
      by: keys.id,
      n: head.n + 1,
      prev: head.id,
      under,
      tick: head.tick + 1,
      at: now,
    };
    const bytes = writeEntry(fields);
    const id = await entryIdOf(bytes);
    const packed = packSigned({ signature: await sign(keys.sign, bytes), bytes });
    const doc = documentFor(draft.kind, now);
    entries.push({ ...fields, id, v: 1 });
    rows.push({
      id,
      record: recordOf({ id, on: draft.on }),
      by: keys.id,
      n: fields.n,
      doc,
      packed,
    });
    head = { n: fields.n, id, tick: fields.tick, count: head.count + 1 };
    if (doc === 'charter') under = [id];
  }
  return { entries, rows, head };
}
