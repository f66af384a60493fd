/**
 * Edited fields. An edit names the fields it changes and, for each, the entries it replaces. Two
 * edits of one field that did not know each other are a collision: the later (tick, id) shows, and
 * the other is kept and offered.
 */
import { type Entry, inOrder } from './entry.ts';
import type { EntryId } from './id.ts';

/** One value somebody gave a field. */
export interface Written<Value = unknown> {
  readonly entry: EntryId;
  readonly by: Entry['by'];
  readonly tick: number;
  readonly id: EntryId;
  readonly value: Value;
}

export interface FieldState<Value = unknown> {
  /** What shows. */
  readonly now: Written<Value>;
  /** Values written apart from it that nobody has settled yet, newest first. */
  readonly others: readonly Written<Value>[];
  /** Entries nobody has replaced yet, newest first: what the next edit is written over. */
  readonly heads: readonly EntryId[];
}

/** One entry's say on one field. */
export interface FieldWrite<Value = unknown> {
  readonly entry: Entry;
  readonly value: Value;
  /** Entries whose value for this field the author saw and replaces. */
  readonly over: readonly EntryId[];
}

/** What a field is, whatever order its writes came in. Nothing without writes that count. */
export function fieldState<Value>(
  writes: readonly FieldWrite<Value>[],
  undone: ReadonlySet<EntryId>,
): FieldState<Value> | undefined {
  const counting = writes.filter((write) => !undone.has(write.entry.id));
  const replaced = replacedIn(writes, counting, undone);
  const standing = counting
    .filter((write) => !replaced.has(write.entry.id))
    .sort((a, b) => inOrder(b.entry, a.entry));
  const [now, ...others] = standing.map(asWritten);
  if (now === undefined) return undefined;
  return {
    now,
    others: others.filter((other) => !sameValue(other.value, now.value)),
    heads: standing.map(({ entry }) => entry.id),
  };
}

/** Whoever replaces an edit that was taken back replaces what that edit had replaced. */
function replacedIn(
  writes: readonly FieldWrite[],
  counting: readonly FieldWrite[],
  undone: ReadonlySet<EntryId>,
): ReadonlySet<EntryId> {
  const takenBack = new Map(
    writes.filter(({ entry }) => undone.has(entry.id)).map(({ entry, over }) => [entry.id, over]),
  );
  const ids = counting.flatMap(({ over }) => over);
  const replaced = new Set<EntryId>();
  // Grows while it is walked.
  for (const id of ids) {
    if (replaced.has(id)) continue;
    replaced.add(id);
    ids.push(...(takenBack.get(id) ?? []));
  }
  return replaced;
}

function asWritten<Value>({ entry, value }: FieldWrite<Value>): Written<Value> {
  return { entry: entry.id, by: entry.by, tick: entry.tick, id: entry.id, value };
}

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
