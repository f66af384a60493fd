import { expect, test } from 'vitest';
import { cast, idOf, type Pen, receipt } from '../../tests/support/cast.ts';
import { inOrder } from './entry.ts';
import { type EntryId, textOf } from './id.ts';
import { firstCome, placesOf } from './receipt.ts';

const [ana] = cast('Ana').pens as [Pen];
const [old, young] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const RELAYS = [old, young].map((key) => textOf<string>(key));
const [one, two, three] = [1, 2, 3].map((n) => idOf(new Uint8Array([n]))) as [
  EntryId,
  EntryId,
  EntryId,
];
const given = (key: Uint8Array, seq: number, ...ids: readonly EntryId[]) =>
  ana.write(receipt(one, ids, key, seq), 9).entry;

test('the earliest place of a claim counts, in whatever order receipts come', () => {
  const receipts = [given(old, 7, one), given(old, 3, one), given(old, 5, one)];
  for (const some of [receipts, [...receipts].reverse()]) {
    expect(placesOf(some, RELAYS).get(one)).toEqual({ relay: 0, seq: 3 });
  }
});

test('the relay named first comes before one named later, whatever the numbers', () => {
  const places = placesOf([given(young, 1, one), given(old, 900, two)], RELAYS);
  const order = firstCome(places);
  expect(order({ tick: 1, id: one }, { tick: 9, id: two })).toBeGreaterThan(0);
});

test('a relay nobody named, and a receipt that cannot be read, give no place', () => {
  const unreadable = ana.write({ kind: 'needs.receipted', on: one, body: { seq: 1 } }, 9).entry;
  const stranger = given(new Uint8Array(32).fill(9), 1, one);
  expect(placesOf([unreadable, stranger], RELAYS).size).toBe(0);
});

test('with a place comes before without; without, by tick and id; in one receipt likewise', () => {
  const order = firstCome(placesOf([given(old, 8, three, two)], RELAYS));
  const claims = [
    { tick: 1, id: one },
    { tick: 6, id: three },
    { tick: 5, id: two },
  ];
  expect(claims.sort(order).map(({ id }) => id)).toEqual([two, three, one]);
  expect([...claims].sort(firstCome(new Map()))).toEqual([...claims].sort(inOrder));
});
