import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cast, idOf, type Pen } from '../../tests/support/cast.ts';
import {
  areaOf,
  type Body,
  type Entry,
  inOrder,
  MAX_BODY_DEPTH,
  MAX_ENTRY_BYTES,
  readEntry,
  recordOf,
  writeEntry,
} from './entry.ts';
import type { EntryId } from './id.ts';
import { packSigned, unpackSigned } from './signed-entry.ts';

const [ana] = cast('Ana').pens as [Pen];
const anId = idOf(new Uint8Array([1]));

const fields = {
  kind: 'needs.posted',
  on: '',
  body: { words: 'ماء', amount: 2, key: new Uint8Array([7]) },
  by: ana.device,
  n: 1,
  prev: '',
  under: [anId, idOf(new Uint8Array([2]))],
  tick: 9,
  at: 1_700_000_000_000,
} as const;

const reread = (changes: Partial<Omit<Entry, 'id' | 'v'>>): Entry | undefined => {
  const bytes = writeEntry({ ...fields, ...changes });
  return readEntry(idOf(bytes), bytes);
};

describe('writing and reading', () => {
  test('what was written is read', () => {
    expect(reread({})).toEqual({ ...fields, id: expect.any(String), v: 1 });
    expect(reread({ n: 2, prev: anId, on: anId })).toMatchObject({ n: 2, prev: anId, on: anId });
  });

  test('the same fields are the same bytes', () => {
    expect(writeEntry(fields)).toEqual(writeEntry({ ...fields }));
  });

  test('impossible numbers are not read', () => {
    expect(reread({ n: 0 })).toBeUndefined();
    expect(reread({ tick: 0 })).toBeUndefined();
    expect(reread({ tick: 2 ** 31 })).toBeUndefined();
    expect(reread({ tick: 1.5 })).toBeUndefined();
    expect(reread({ at: Number.NaN })).toBeUndefined();
  });

  test('a letter too long is not written', () => {
    expect(() => reread({ body: { words: 'x'.repeat(MAX_ENTRY_BYTES) } })).toThrow('too large');
  });

  test('whatever bytes come, reading never throws', () => {
    const whole = writeEntry(fields);
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void readEntry(anId, bytes)));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const bent = whole.slice();
        bent[at] = value;
        readEntry(anId, bent);
        expect(readEntry(anId, whole.subarray(0, at))).toBeUndefined();
      }),
    );
  });

  test('a body nested too deep is not read, on whichever phone', () => {
    const nested = (levels: number): Body => (levels === 1 ? {} : { in: nested(levels - 1) });
    expect(reread({ body: nested(MAX_BODY_DEPTH) })).toBeDefined();
    expect(reread({ body: nested(MAX_BODY_DEPTH + 1) })).toBeUndefined();
    expect(reread({ body: nested(2000) })).toBeUndefined();
  });

  test('nothing may follow an entry', () => {
    expect(readEntry(anId, new Uint8Array([...writeEntry(fields), 0]))).toBeUndefined();
  });
});

test('an entry that names no record opens its own', () => {
  expect(recordOf({ id: anId, on: '' })).toBe(anId);
  expect(recordOf({ id: anId, on: 'other' as EntryId })).toBe('other');
});

test('the area is what stands before the first dot', () => {
  expect(areaOf('needs.posted')).toBe('needs');
  expect(areaOf('needs')).toBe('needs');
  expect(areaOf('a.b.c')).toBe('a');
});

test('order is by tick, then by id', () => {
  const id = (text: string) => text as EntryId;
  const mixed = [
    { tick: 2, id: id('a') },
    { tick: 1, id: id('b') },
    { tick: 1, id: id('a') },
  ];
  expect(mixed.sort(inOrder).map(({ tick, id }) => `${tick}${id}`)).toEqual(['1a', '1b', '2a']);
});

describe('signed bytes', () => {
  test('are packed and unpacked', () => {
    const signed = { signature: new Uint8Array(64).fill(3), bytes: new Uint8Array([1, 2]) };
    expect(unpackSigned(packSigned(signed))).toEqual(signed);
  });

  test('of an impossible length, or no bytes at all, are nothing', () => {
    expect(unpackSigned(new Uint8Array(64))).toBeUndefined();
    expect(unpackSigned(new Uint8Array(64 + MAX_ENTRY_BYTES + 1))).toBeUndefined();
    expect(unpackSigned('words')).toBeUndefined();
    expect(unpackSigned(undefined)).toBeUndefined();
  });
});
