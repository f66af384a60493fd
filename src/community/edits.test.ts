import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FieldWrite, fieldState } from './edits.ts';
import type { Entry } from './entry.ts';
import type { DeviceId, EntryId } from './id.ts';

const idOf = (n: number) => `e${String(n).padStart(3, '0')}` as EntryId;
const wrote = (n: number, value: string, ...over: readonly number[]): FieldWrite<string> => {
  const entry: Entry = {
    id: idOf(n),
    v: 1,
    by: 'ana' as DeviceId,
    n,
    prev: '',
    under: [],
    tick: n,
    at: 0,
    kind: 'needs.edited',
    on: '',
    body: {},
  };
  return { entry, value, over: over.map(idOf) };
};
const state = (writes: readonly FieldWrite<string>[], ...undone: readonly number[]) => {
  const found = fieldState(writes, new Set(undone.map(idOf)));
  return found && [found.now.value, found.others.map(({ value }) => value), found.heads];
};

test('nothing written is nothing', () => {
  expect(state([])).toBeUndefined();
  expect(state([wrote(1, 'a')], 1)).toBeUndefined();
});

test('who knew what they replaced replaces it', () => {
  expect(state([wrote(1, 'a'), wrote(2, 'b', 1), wrote(3, 'c', 2)])).toEqual(['c', [], [idOf(3)]]);
});

test('two apart: the later shows, the other is kept, newest first', () => {
  const apart = [wrote(1, 'a'), wrote(2, 'b', 1), wrote(3, 'c', 1), wrote(4, 'd', 1)];
  expect(state(apart)).toEqual(['d', ['c', 'b'], [idOf(4), idOf(3), idOf(2)]]);
  expect(state([...apart, wrote(5, 'b', 4, 3, 2)])).toEqual(['b', [], [idOf(5)]]);
});

test('two who agree do not collide, and both are heads', () => {
  expect(state([wrote(1, 'a'), wrote(2, 'b', 1), wrote(3, 'b', 1)])).toEqual([
    'b',
    [],
    [idOf(3), idOf(2)],
  ]);
});

test('what a taken-back edit replaced stays replaced by who replaced that edit', () => {
  const chain = [wrote(1, 'a'), wrote(2, 'b', 1), wrote(3, 'c', 2), wrote(4, 'd', 3)];
  expect(state(chain, 2)).toEqual(['d', [], [idOf(4)]]);
  expect(state(chain, 2, 3)).toEqual(['d', [], [idOf(4)]]);
  expect(state(chain, 4)).toEqual(['c', [], [idOf(3)]]);
  expect(state(chain, 3, 4)).toEqual(['b', [], [idOf(2)]]);
});

test('order changes nothing, and one phone alone never collides with itself', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), { maxLength: 12 });
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.nat()), (values, random) => {
      const writes = [wrote(0, 'first')];
      const undone: number[] = [];
      for (const [i, [value, takesBack]] of values.entries()) {
        const heads = fieldState(writes, new Set(undone.map(idOf)))?.heads ?? [];
        writes.push({ ...wrote(i + 1, value), over: heads });
        if (takesBack) undone.push(i + 1);
      }
      const found = state(writes, ...undone);
      expect(found?.[1]).toEqual([]);
      const shuffled = writes
        .map((write) => [random.next().value, write] as const)
        .sort(([a], [b]) => a - b)
        .map(([, write]) => write);
      expect(state(shuffled, ...undone)).toEqual(found);
    }),
  );
});
