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
}

/** One entry's say on one field. */
export interface FieldWrite<Value = unknown> {
  readonly entry: Entry;
  readonly value: Value;
  /** Entries whose value for this field the author saw and replaces. */
  readonly over: readonly EntryId[];
}

/** What a field is, whatever order its writes came in. Nothing without writes. */
export function fieldState<Value>(
  writes: readonly FieldWrite<Value>[],
): FieldState<Value> | undefined {
  const replaced = new Set(writes.flatMap((write) => write.over));
  const standing = writes.filter((write) => !replaced.has(write.entry.id));
  const sorted = [...(standing.length > 0 ? standing : writes)].sort((a, b) =>
    inOrder(b.entry, a.entry),
  );
  const [now, ...others] = sorted.map(asWritten);
  if (now === undefined) return undefined;
  return { now, others: others.filter((other) => !sameValue(other.value, now.value)) };
}

function asWritten<Value>({ entry, value }: FieldWrite<Value>): Written<Value> {
  return { entry: entry.id, by: entry.by, tick: entry.tick, id: entry.id, value };
}

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
