/** Undo is a counter-entry by the same person; an undo can itself be undone. */
import * as v from 'valibot';
import { areaOf, type Entry } from './entry.ts';
import { bodyOf, id43 } from './fields.ts';
import type { DeviceId, EntryId, PersonId } from './id.ts';

export const undoneBody = v.object({ of: id43 });

export const isUndo = (entry: Entry): boolean => entry.kind === areaOf(entry.kind) + '.undone';

/** Whose a device is; nothing for a stranger. */
type PersonOf = (device: DeviceId) => PersonId | undefined;

/**
 * Each undo that counts, and the entry it takes back. It counts only when the same person wrote
 * both, in the same area.
 */
export function undosIn(
  entries: readonly Entry[],
  personOf: PersonOf,
): ReadonlyMap<EntryId, EntryId> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const undos = new Map<EntryId, EntryId>();
  for (const entry of entries) {
    if (!isUndo(entry)) continue;
    const target = byId.get(bodyOf(undoneBody, entry)?.of as EntryId);
    const person = personOf(entry.by);
    if (target === undefined || areaOf(target.kind) !== areaOf(entry.kind)) continue;
    if (person === undefined || person !== personOf(target.by)) continue;
    undos.set(entry.id, target.id);
  }
  return undos;
}

/**
 * The entries of one record that no longer count. An undo's own fate is settled before its
 * target's, without recursion: a chain of undos may be as long as somebody cares to write it.
 */
export function undone(entries: readonly Entry[], personOf: PersonOf): ReadonlySet<EntryId> {
  const undos = undosIn(entries, personOf);
  const unsettled = new Map<EntryId, number>();
  for (const target of undos.values()) unsettled.set(target, (unsettled.get(target) ?? 0) + 1);
  const settled = [...undos.keys()].filter((id) => !unsettled.has(id));
  const gone = new Set<EntryId>();
  // Grows while it is walked.
  for (const id of settled) {
    const target = undos.get(id);
    if (target === undefined) continue;
    if (!gone.has(id)) gone.add(target);
    const left = (unsettled.get(target) ?? 0) - 1;
    unsettled.set(target, left);
    if (left === 0) settled.push(target);
  }
  return gone;
}
