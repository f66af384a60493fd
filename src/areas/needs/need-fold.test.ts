import { expect, test } from 'vitest';
import { cast, type Pen, receipt } from '../../../tests/support/cast.ts';
import type { Entry } from '../../community/entry.ts';
import type { EntryId } from '../../community/id.ts';
import type { Need } from './need.ts';
import { foldNeed } from './need-fold.ts';

const people = cast('Ana', 'Bo', 'Chidi');
const [ana, bo, chidi] = people.pens as [Pen, Pen, Pen];
const { charter, relay } = people;

const MILK = {
  side: 'need',
  what: 'food',
  words: 'Milk',
  lang: 'en',
  amount: 2,
  urgency: 'week',
  day: null,
  zone: 'Hill',
};

const posted = (): Entry =>
  ana.write({ kind: 'needs.posted', on: '', body: MILK }, people.tick).entry;
const say = (pen: Pen, on: EntryId, verb: string, body: Record<string, unknown>, tick: number) =>
  pen.write({ kind: 'needs.' + verb, on, body }, tick).entry;
const claim = (pen: Pen, on: EntryId, tick: number) => say(pen, on, 'claimed', {}, tick);
const edit = (pen: Pen, on: EntryId, words: string, over: readonly EntryId[], tick: number) =>
  say(pen, on, 'edited', { set: { words }, over: { words: over } }, tick);
const undo = (pen: Pen, { id, on }: Entry, tick: number) =>
  say(pen, on === '' ? id : on, 'undone', { of: id }, tick);

function fold(...entries: readonly Entry[]): Need {
  const [first] = entries;
  const need = first && foldNeed(first.id, entries, charter);
  if (need === undefined) throw new Error('no need came of it');
  return need;
}

test('one edit after another is no collision', () => {
  const need = posted();
  const first = edit(ana, need.id, 'Oat milk', [need.id], 50);
  const second = edit(ana, need.id, 'Soy milk', [first.id], 51);
  expect(fold(need, first, second)).toMatchObject({ words: 'Soy milk', collisions: [] });
});

test('two edits apart collide: the later shows, the other is kept, settling ends it', () => {
  const need = posted();
  const taken = claim(bo, need.id, 40);
  const first = edit(ana, need.id, 'Oat milk', [need.id], 50);
  const second = edit(bo, need.id, 'Soy milk', [need.id], 51);
  const row = fold(need, taken, first, second);
  expect(row.words).toBe('Soy milk');
  expect(row.collisions).toMatchObject([
    { field: 'words', now: { value: 'Soy milk' }, others: [{ value: 'Oat milk' }] },
  ]);
  const settled = edit(ana, need.id, 'Oat milk', row.heads.words ?? [], 60);
  const after = fold(need, taken, first, second, settled);
  expect(after).toMatchObject({ words: 'Oat milk', collisions: [] });
});

test('two who wrote the same apart agree, and the next edit replaces both', () => {
  const need = posted();
  const taken = claim(bo, need.id, 40);
  const first = edit(ana, need.id, 'Oat milk', [need.id], 50);
  const second = edit(bo, need.id, 'Oat milk', [need.id], 50);
  const row = fold(need, taken, first, second);
  expect(row.collisions).toEqual([]);
  const third = edit(ana, need.id, 'Soy milk', row.heads.words ?? [], 51);
  expect(fold(need, taken, first, second, third)).toMatchObject({
    words: 'Soy milk',
    collisions: [],
  });
});

test('taking back an edit in the middle makes no collision out of what it replaced', () => {
  const need = posted();
  const first = edit(ana, need.id, 'Oat milk', [need.id], 50);
  const second = edit(ana, need.id, 'Soy milk', [first.id], 51);
  const row = fold(need, first, second, undo(ana, first, 52));
  expect(row).toMatchObject({ words: 'Soy milk', collisions: [] });
});

test('taking back the last edit shows what was before', () => {
  const need = posted();
  const first = edit(ana, need.id, 'Oat milk', [need.id], 50);
  const second = edit(ana, need.id, 'Soy milk', [first.id], 51);
  expect(fold(need, first, second, undo(ana, second, 52)).words).toBe('Oat milk');
  const both = fold(need, first, second, undo(ana, second, 52), undo(ana, first, 53));
  expect(both).toMatchObject({ words: 'Milk', heads: {} });
});

test('who neither asked nor helps edits nothing', () => {
  const need = posted();
  const meddling = edit(chidi, need.id, 'Beer', [need.id], 50);
  expect(fold(need, meddling)).toMatchObject({ words: 'Milk', ignored: [meddling.id] });
});

test('undo takes back, undo of the undo brings back, only by the same person', () => {
  const need = posted();
  const taken = claim(bo, need.id, 50);
  const back = undo(bo, taken, 60);
  expect(fold(need, taken, back).state).toBe('open');
  expect(fold(need, taken, back, undo(bo, back, 61)).state).toBe('claimed');
  const meddling = undo(chidi, taken, 60);
  expect(fold(need, taken, meddling)).toMatchObject({ state: 'claimed', ignored: [meddling.id] });
});

test('an asking and a receipt are not taken back', () => {
  const need = posted();
  const taken = claim(bo, need.id, 50);
  const given = bo.write(receipt(need.id, [taken.id], relay, 1), 51).entry;
  const ofAsking = undo(ana, need, 52);
  const ofReceipt = undo(bo, given, 53);
  const row = fold(need, taken, given, ofAsking, ofReceipt);
  expect(row.ignored).toEqual([ofAsking.id, ofReceipt.id]);
  expect(row.claims).toMatchObject([{ asked: false }]);
});

test('an undo or a receipt of another area changes nothing here', () => {
  const need = posted();
  const taken = claim(bo, need.id, 50);
  const strange = bo.write({ kind: 'later.undone', on: need.id, body: { of: taken.id } }, 51).entry;
  const { body } = receipt(need.id, [taken.id], relay, 1);
  const foreign = bo.write({ kind: 'later.receipted', on: need.id, body }, 52).entry;
  const row = fold(need, taken, strange, foreign);
  expect(row.claims).toMatchObject([{ asked: true }]);
  expect(row.ignored).toEqual([strange.id, foreign.id]);
});

test('an edit that did not know of the archiving is told', () => {
  const need = posted();
  const archived = say(ana, need.id, 'archived', {}, 50);
  const late = edit(ana, need.id, 'Oat milk', [need.id], 51);
  const row = fold(need, archived, late);
  expect(row).toMatchObject({ archived: true, editedAfterArchiving: true, shelf: 'past' });
  expect(fold(need, archived, late, undo(ana, late, 52)).editedAfterArchiving).toBe(false);
});

test('a row survives a structured clone, and a fresh one is small', () => {
  const row = fold(posted());
  expect(structuredClone(row)).toEqual(row);
  expect(JSON.stringify(row).length).toBeLessThan(500);
});

test('there is no need without its asking, nor by a stranger', () => {
  const need = posted();
  const [mallory] = cast('Mallory').pens as [Pen];
  const strange = mallory.write({ kind: 'needs.posted', on: '', body: MILK }, 50).entry;
  const taken = claim(bo, need.id, 50);
  expect(foldNeed(need.id, [taken], charter)).toBeUndefined();
  expect(foldNeed(need.id, [], charter)).toBeUndefined();
  expect(foldNeed(strange.id, [strange], charter)).toBeUndefined();
});
