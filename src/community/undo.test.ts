import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import type { DeviceId, EntryId, PersonId } from './id.ts';
import { undone } from './undo.ts';

const idOf = (n: number) => String(n).padStart(43, 'x') as EntryId;
const person = (device: DeviceId) =>
  device === 'stranger' ? undefined : (device as string as PersonId);

function said(n: number, by: string, of?: number, area = 'needs'): Entry {
  return {
    id: idOf(n),
    v: 1,
    by: by as DeviceId,
    n,
    prev: '',
    under: [],
    tick: n,
    at: n,
    kind: area + (of === undefined ? '.claimed' : '.undone'),
    on: idOf(0),
    body: of === undefined ? {} : { of: idOf(of) },
  };
}
const gone = (...entries: readonly Entry[]) => [...undone(entries, person)].sort();

test('Ana takes back what she said, and takes that back too', () => {
  const [claim, undo, redo] = [said(1, 'ana'), said(2, 'ana', 1), said(3, 'ana', 2)];
  expect(gone(claim, undo)).toEqual([claim.id]);
  expect(gone(claim, undo, redo)).toEqual([undo.id]);
});

test('one of two undos is enough', () => {
  const entries = [said(1, 'ana'), said(2, 'ana', 1), said(3, 'ana', 1), said(4, 'ana', 2)];
  expect(gone(...entries)).toEqual([idOf(1), idOf(2)]);
});

test('nobody takes back what another said; a stranger takes back nothing', () => {
  expect(gone(said(1, 'ana'), said(2, 'bo', 1))).toEqual([]);
  expect(gone(said(1, 'stranger'), said(2, 'stranger', 1))).toEqual([]);
});

test('an undo of another area, or of nothing here, counts for nothing', () => {
  expect(gone(said(1, 'ana'), said(2, 'ana', 1, 'later'))).toEqual([]);
  expect(gone(said(2, 'ana', 1))).toEqual([]);
});

test('a long chain of undos is settled without recursion', () => {
  const length = 50_000;
  const chain = Array.from({ length }, (_, i) => said(i, 'ana', i === 0 ? undefined : i - 1));
  expect(undone(chain, person).has(idOf(0))).toBe(length % 2 === 0);
});

test('order and repetition change nothing, and an entry is gone when an undo of it is not', () => {
  const trees = fc
    .array(fc.nat(), { minLength: 1, maxLength: 30 })
    .map((parents) => [
      said(0, 'ana'),
      ...parents.map((parent, i) => said(i + 1, 'ana', parent % (i + 1))),
    ]);
  fc.assert(
    fc.property(trees, fc.infiniteStream(fc.nat()), (entries, random) => {
      const shuffled = [...entries, ...entries]
        .map((entry) => [random.next().value, entry] as const)
        .sort(([a], [b]) => a - b)
        .map(([, entry]) => entry);
      const result = undone(entries, person);
      expect(gone(...shuffled)).toEqual([...result].sort());
      for (const { id } of entries) {
        const undos = entries.filter(({ body }) => body.of === id);
        expect(result.has(id)).toBe(undos.some((undo) => !result.has(undo.id)));
      }
    }),
  );
});
