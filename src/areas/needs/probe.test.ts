import { expect, test } from 'vitest';
import { cast, type Pen, receipt } from '../../../tests/support/cast.ts';
import { foldCharter, personOf } from '../../community/charter.ts';
import type { Entry } from '../../community/entry.ts';
import type { EntryId } from '../../community/id.ts';
import { leadOf } from './board.ts';
import { foldNeed } from './need-fold.ts';

const people = cast('Ana', 'Bo', 'Chidi', 'Dana');
const [ana, bo, chidi, dana] = people.pens as [Pen, Pen, Pen, Pen];
const { charter, relay } = people;
const who = (p: Pen) => personOf(charter, p.device);
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
const post = () => ana.write({ kind: 'needs.posted', on: '', body: MILK }, 20).entry;
const w = (pen: Pen, on: EntryId, verb: string, body: object, tick: number) =>
  pen.write({ kind: 'needs.' + verb, on, body: body as {} }, tick).entry;
const ed = (pen: Pen, on: EntryId, words: string, over: EntryId[], tick: number) =>
  w(pen, on, 'edited', { set: { words }, over: { words: over } }, tick);
const fold = (e: Entry[]) => foldNeed(e[0]!.id, e, charter)!;
test('A: older claim by the same person from another phone flips lead', () => {
  const n = post();
  const c = w(bo, n.id, 'claimed', {}, 50);
  const r = bo.write(receipt(n.id, [c.id], relay, 1), 51).entry;
  const d = w(chidi, n.id, 'claimed', {}, 52);
  expect(leadOf(fold([n, c, r, d]))?.by).toBe(who(bo));
  const old = w(bo, n.id, 'claimed', {}, 21);
  const d2 = chidi.write(receipt(n.id, [d.id], relay, 2), 53).entry;
  expect(leadOf(fold([n, c, r, d, d2, old]))?.by).toBe(who(bo));
});
test('B: undoing a middle edit', () => {
  const n = post();
  const e1 = ed(ana, n.id, 'Oat', [n.id], 30);
  const e2 = ed(ana, n.id, 'Soy', [e1.id], 31);
  const u = w(ana, n.id, 'undone', { of: e1.id }, 32);
  expect(fold([n, e1, e2, u]).collisions).toEqual([]);
});
test('C: two equal edits then one more', () => {
  const n = post();
  const c = w(bo, n.id, 'claimed', {}, 25);
  const e1 = ed(ana, n.id, 'Oat', [n.id], 30);
  const e2 = ed(bo, n.id, 'Oat', [n.id], 30);
  const row = fold([n, c, e1, e2]);
  expect(row.collisions).toEqual([]);
  const e3 = ed(ana, n.id, 'Soy', [...(row.heads.words ?? [])], 31);
  expect(fold([n, c, e1, e2, e3]).collisions).toEqual([]);
});
test('D: unknown-area undo/receipt changes state', () => {
  const n = post();
  const c = w(bo, n.id, 'claimed', {}, 25);
  const u = bo.write({ kind: 'later.undone', on: n.id, body: { of: c.id } }, 26).entry;
  expect(fold([n, c, u]).state).toBe('claimed');
});
test('E: long chain of undos', () => {
  const n = post();
  const all = [n, w(bo, n.id, 'claimed', {}, 25)];
  for (let i = 0; i < 20000; i++) all.push(w(bo, n.id, 'undone', { of: all.at(-1)!.id }, 26 + i));
  expect(fold(all).state).toBe('claimed');
});
test('F: undo by another is ignored, and of the post', () => {
  const n = post();
  const c = w(bo, n.id, 'claimed', {}, 25);
  const u = w(chidi, n.id, 'undone', { of: c.id }, 26);
  expect(fold([n, c, u]).ignored).toEqual([u.id]);
  const up = w(ana, n.id, 'undone', { of: n.id }, 26);
  expect(fold([n, up]).ignored).toEqual([up.id]);
});
test('G: archived claimed leaves promises', () => {
  const n = post();
  const c = w(bo, n.id, 'claimed', {}, 25);
  const a = w(ana, n.id, 'archived', {}, 26);
  expect(fold([n, c, a]).helpers).toEqual([]);
});
test('H: choosing somebody who has left does not undo an earlier choice', () => {
  const n = post();
  const b = w(bo, n.id, 'claimed', {}, 25);
  const c = w(chidi, n.id, 'claimed', {}, 26);
  const d = w(dana, n.id, 'claimed', {}, 24);
  const ch = w(ana, n.id, 'chosen', { claim: c.id }, 30);
  const rel = w(bo, n.id, 'released', { claim: b.id, reason: 'ill', words: '' }, 31);
  const ch2 = w(ana, n.id, 'chosen', { claim: b.id }, 32);
  expect(leadOf(fold([n, b, c, d, ch, rel]))?.by).toBe(who(chidi));
  expect(leadOf(fold([n, b, c, d, ch, rel, ch2]))?.by).toBe(who(chidi));
});
test('I: malformed join blocks honest one', () => {
  const control = people.control;
  const root = control[0]!;
  const inv = control.find((e) => e.kind === 'charter.invited')!;
  const bad = dana.write({ kind: 'charter.joined', on: inv.id, body: { name: '' } }, 1).entry;
  expect(foldCharter(root.id, [...control, bad]).people.size).toBe(4);
});
