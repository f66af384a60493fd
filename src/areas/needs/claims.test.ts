import { expect, test } from 'vitest';
import { cast, type Pen, receipt } from '../../../tests/support/cast.ts';
import { personOf } from '../../community/charter.ts';
import type { Entry } from '../../community/entry.ts';
import type { EntryId } from '../../community/id.ts';
import { leadOf } from './board.ts';
import type { Need } from './need.ts';
import { foldNeed } from './need-fold.ts';

const people = cast('Ana', 'Bo', 'Chidi', 'Dana');
const [ana, bo, chidi, dana] = people.pens as [Pen, Pen, Pen, Pen];
const { charter, relay } = people;
const who = (pen: Pen) => personOf(charter, pen.device);

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
const release = (pen: Pen, { id, on }: Entry, tick: number) =>
  say(pen, on as EntryId, 'released', { claim: id, reason: 'ill', words: '' }, tick);
const choose = (pen: Pen, { id, on }: Entry, tick: number) =>
  say(pen, on as EntryId, 'chosen', { claim: id }, tick);
const receive = (pen: Pen, { id, on }: Entry, seq: number, key = relay) =>
  pen.write(receipt(on as EntryId, [id], key, seq), 200).entry;

function fold(...entries: readonly Entry[]): Need {
  const [first] = entries;
  const need = first && foldNeed(first.id, entries, charter);
  if (need === undefined) throw new Error('no need came of it');
  return need;
}
const leads = (...entries: readonly Entry[]) => leadOf(fold(...entries))?.by;

test('without receipts a claim is asked, and who asked first leads', () => {
  const need = posted();
  const row = fold(need, claim(chidi, need.id, 60), claim(bo, need.id, 50));
  expect(row.claims.map(({ by, standing, asked }) => [by, standing, asked])).toEqual([
    [who(bo), 'lead', true],
    [who(chidi), 'backup', true],
  ]);
  expect(row).toMatchObject({ state: 'claimed', helpers: [who(bo), who(chidi)] });
});

test('a receipt comes before none, whatever the ticks say', () => {
  const need = posted();
  const late = claim(chidi, need.id, 60);
  const early = claim(bo, need.id, 50);
  expect(leads(need, late, early, receive(chidi, late, 7))).toBe(who(chidi));
});

test('a receipt of a relay the charter never named counts for nothing', () => {
  const need = posted();
  const late = claim(chidi, need.id, 60);
  const early = claim(bo, need.id, 50);
  const forged = receive(chidi, late, 1, new Uint8Array(32));
  expect(leads(need, late, early, forged)).toBe(who(bo));
});

test('a lead with a receipt is never displaced by a phone that was away', () => {
  const need = posted();
  const first = claim(bo, need.id, 50);
  const given = receive(bo, first, 3);
  const older = claim(dana, need.id, 2);
  expect(leads(need, first, given, older)).toBe(who(bo));
  expect(leads(need, first, given, older, receive(dana, older, 9))).toBe(who(bo));
});

test("an older claim from the lead's own second phone costs them nothing", () => {
  const need = posted();
  const first = claim(bo, need.id, 50);
  const other = claim(chidi, need.id, 52);
  const settled = [need, first, receive(bo, first, 1), other, receive(chidi, other, 2)];
  const older = claim(bo, need.id, 21);
  const row = fold(...settled, older);
  expect(row.claims.map(({ id }) => id)).toEqual([first.id, other.id]);
});

test('handing back hands back every claim the person had made until then', () => {
  const need = posted();
  const older = claim(bo, need.id, 21);
  const first = claim(bo, need.id, 50);
  const back = release(bo, first, 60);
  expect(fold(need, older, first, back).state).toBe('open');
  expect(leads(need, older, first, back, claim(bo, need.id, 70))).toBe(who(bo));
});

test('when the lead hands it back, the backup leads; when all do, it is open again', () => {
  const need = posted();
  const first = claim(bo, need.id, 50);
  const second = claim(chidi, need.id, 51);
  const one = [need, first, second, release(bo, first, 60)];
  expect(leads(...one)).toBe(who(chidi));
  expect(fold(...one, release(chidi, second, 61))).toMatchObject({ state: 'open', helpers: [] });
});

test('nobody can hand back what another has taken on', () => {
  const need = posted();
  const first = claim(bo, need.id, 50);
  const meddling = release(chidi, first, 60);
  expect(fold(need, first, meddling)).toMatchObject({ state: 'claimed', ignored: [meddling.id] });
});

test('the backup says that they stay', () => {
  const need = posted();
  const first = claim(bo, need.id, 50);
  const second = claim(chidi, need.id, 51);
  const stays = say(chidi, need.id, 'stayed', { claim: second.id }, 60);
  expect(fold(need, first, second, stays).claims.map(({ stayed }) => stayed)).toEqual([
    false,
    true,
  ]);
});

test('the asker settles it where no relay says who was first; a bystander cannot', () => {
  const need = posted();
  const first = claim(bo, need.id, 50);
  const second = claim(chidi, need.id, 51);
  const chosen = choose(ana, second, 60);
  const lead = leadOf(fold(need, first, second, chosen));
  expect(lead).toMatchObject({ by: who(chidi), asked: false });
  const meddling = choose(dana, first, 61);
  expect(fold(need, first, second, chosen, meddling).ignored).toEqual([meddling.id]);
});

test('choosing somebody who has left meanwhile does not undo the choice before', () => {
  const need = posted();
  const [early, left, kept] = [
    claim(dana, need.id, 49),
    claim(bo, need.id, 50),
    claim(chidi, need.id, 51),
  ];
  const known = [need, early, left, kept, choose(ana, kept, 60), release(bo, left, 61)];
  expect(leads(...known)).toBe(who(chidi));
  expect(leads(...known, choose(ana, left, 62))).toBe(who(chidi));
  expect(leads(...known, release(chidi, kept, 63))).toBe(who(dana));
});

test('the helper marks it done, the asker confirms, a later "done" changes nothing', () => {
  const need = posted();
  const taken = claim(bo, need.id, 50);
  const done = say(bo, need.id, 'done', {}, 51);
  const confirmed = say(ana, need.id, 'confirmed', {}, 52);
  expect(fold(need, taken, done)).toMatchObject({ state: 'done', helpers: [], shelf: 'past' });
  const late = say(bo, need.id, 'done', {}, 53);
  expect(fold(need, taken, done, confirmed, late).state).toBe('confirmed');
  const meddling = say(dana, need.id, 'done', {}, 51);
  expect(fold(need, taken, meddling)).toMatchObject({ state: 'claimed', ignored: [meddling.id] });
});

test('what is put away is nobody’s promise any more', () => {
  const need = posted();
  const taken = claim(bo, need.id, 50);
  const archived = say(ana, need.id, 'archived', {}, 51);
  expect(fold(need, taken, archived)).toMatchObject({ helpers: [], shelf: 'past' });
});
