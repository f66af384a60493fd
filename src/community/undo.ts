/** Undo is a counter-entry by the same person; an undo can itself be undone. */
import * as v from 'valibot';
import { areaOf, type Entry } from './entry.ts';
import { bodyOf, id43 } from './fields.ts';
import type { DeviceId, EntryId, PersonId } from './id.ts';

export const undoneBody = v.object({ of: id43 });

export const isUndo = (entry: Entry): boolean => entry.kind === areaOf(entry.kind) + '.undone';

/**
 * The entries of one record that no longer count. An undo counts only when the same person wrote
 * both; `personOf` gives nothing for a stranger. Safe against loops: an undo names an entry by its
 * hash, so it can only name what was written before it.
 */
export function undone(
  entries: readonly Entry[],
  personOf: (device: DeviceId) => PersonId | undefined,
): ReadonlySet<EntryId> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const undosOf = new Map<EntryId, Entry[]>();
  for (const entry of entries) {
    if (!isUndo(entry)) continue;
    const target = byId.get(bodyOf(undoneBody, entry)?.of as EntryId);
    const person = personOf(entry.by);
    if (target === undefined || person === undefined || person !== personOf(target.by)) continue;
    undosOf.set(target.id, [...(undosOf.get(target.id) ?? []), entry]);
  }
  const settled = new Map<EntryId, boolean>();
  const isUndone = (id: EntryId): boolean => {
    const known = settled.get(id);
    if (known !== undefined) return known;
    const result = (undosOf.get(id) ?? []).some((undo) => !isUndone(undo.id));
    settled.set(id, result);
    return result;
  };
  return new Set(entries.map((entry) => entry.id).filter(isUndone));
}
