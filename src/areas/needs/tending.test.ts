import { beforeEach, describe, expect, test } from 'vitest';
import { cast, type Pen } from '../../../tests/support/cast.ts';
import { type Person, personOf } from '../../community/charter.ts';
import type { Draft, Entry } from '../../community/entry.ts';
import type { EntryId } from '../../community/id.ts';
import type { Result } from '../../community/result.ts';
import { canUndo, historyOf } from './history.ts';
import type { Need, NeedWords } from './need.ts';
import { foldNeed } from './need-fold.ts';
import * as verbs from './tending.ts';

/** Ana founded the community and coordinates; Bo asks, Chidi and Dana help. */
const people = cast('Ana', 'Bo', 'Chidi', 'Dana');
const [ana, bo, chidi, dana] = people.pens as [Pen, Pen, Pen, Pen];
const { charter } = people;
const person = (pen: Pen): Person | undefined =>
  charter.people.get(personOf(charter, pen.device) as EntryId);

const MILK: NeedWords = {
  what: 'food',
  words: 'Milk',
  lang: 'en',
  amount: 2,
  urgency: 'week',
  day: null,
  zone: 'Hill',
};

let entries: Entry[] = [];
let tick = 0;

beforeEach(() => {
  entries = [];
  tick = people.tick;
  does(bo, verbs.post({ side: 'need', ...MILK }, person(bo)));
});

function does<Refused>(pen: Pen, drafts: Result<readonly Draft[], Refused>): Entry {
  if (!drafts.ok) throw new Error(`${pen.name} was refused: ${drafts.refused}`);
  const written = drafts.value.map((draft) => {
    tick += 1;
    return pen.write(draft, tick).entry;
  });
  entries.push(...written);
  const [first] = written;
  if (first === undefined) throw new Error('nothing to write');
  return first;
}

function need(): Need {
  const [first] = entries;
  const row = first && foldNeed(first.id, entries, charter);
  if (row === undefined) throw new Error('no need came of it');
  return row;
}

const refusalOf = <Refused>(result: Result<unknown, Refused>): Refused | undefined =>
  result.ok ? undefined : result.refused;

describe('asking', () => {
  test('a stranger asks nothing', () => {
    expect(refusalOf(verbs.post({ side: 'need', ...MILK }, undefined))).toBe('not-a-member');
  });

  test('what is too long, too many or no day is unclear', () => {
    const post = (words: Partial<NeedWords>) =>
      refusalOf(verbs.post({ side: 'need', ...MILK, ...words }, person(bo)));
    expect(post({ words: 'x'.repeat(4001) })).toBe('need-unclear');
    expect(post({ amount: 0 })).toBe('need-unclear');
    expect(post({ amount: 10_000 })).toBe('need-unclear');
    expect(post({ day: '2026-13-01' })).toBe('need-unclear');
    expect(post({ words: '', amount: null, zone: '' })).toBeUndefined();
  });

  test('an edit names only what differs, over what showed', () => {
    const drafts = verbs.edit(need(), { ...MILK, words: 'Oat milk' }, person(bo));
    expect(drafts).toMatchObject({
      value: [{ body: { set: { words: 'Oat milk' }, over: { words: [need().id] } } }],
    });
    does(bo, drafts);
    expect(need()).toMatchObject({ words: 'Oat milk', amount: 2 });
    expect(refusalOf(verbs.edit(need(), need(), person(bo)))).toBe('nothing-changed');
    expect(refusalOf(verbs.edit(need(), MILK, person(chidi)))).toBe('need-not-yours');
  });

  test('two edits apart collide, and one tap settles it', () => {
    const seen = need();
    does(bo, verbs.edit(seen, { ...MILK, zone: 'Río' }, person(bo)));
    does(ana, verbs.edit(seen, { ...MILK, zone: 'Market' }, person(ana)));
    const [collision] = need().collisions;
    if (collision === undefined) throw new Error('they should have collided');
    does(bo, verbs.settle(need(), collision, 'Río', person(bo)));
    expect(need()).toMatchObject({ zone: 'Río', collisions: [] });
  });
});

describe('helping', () => {
  test('Chidi takes it on, hands it back, and takes it on again', () => {
    does(chidi, verbs.claim(need(), person(chidi)));
    expect(refusalOf(verbs.claim(need(), person(chidi)))).toBe('need-not-open');
    does(chidi, verbs.release(need(), 'ill', 'Fever', person(chidi)));
    expect(need().state).toBe('open');
    expect(refusalOf(verbs.release(need(), 'ill', '', person(chidi)))).toBe('need-not-yours');
    does(chidi, verbs.claim(need(), person(chidi)));
    expect(need().state).toBe('claimed');
  });

  test('nobody takes on what they asked for, nor what is over', () => {
    expect(refusalOf(verbs.claim(need(), person(bo)))).toBe('need-not-open');
    expect(refusalOf(verbs.claim(need(), undefined))).toBe('not-a-member');
    does(bo, verbs.archive(need(), person(bo)));
    expect(refusalOf(verbs.claim(need(), person(chidi)))).toBe('need-not-open');
  });

  test('Dana stays as backup, and Bo settles that she does it', () => {
    does(chidi, verbs.claim(need(), person(chidi)));
    expect(refusalOf(verbs.stay(need(), person(dana)))).toBe('need-not-yours');
    const hers = does(dana, verbs.claim(need(), person(dana)));
    does(dana, verbs.stay(need(), person(dana)));
    expect(refusalOf(verbs.choose(need(), hers.id, person(dana)))).toBe('need-not-yours');
    expect(refusalOf(verbs.choose(need(), need().id, person(bo)))).toBe('need-not-open');
    does(bo, verbs.choose(need(), hers.id, person(bo)));
    expect(need().claims).toMatchObject([
      { by: person(dana)?.id, standing: 'lead', stayed: true },
      { by: person(chidi)?.id, standing: 'backup' },
    ]);
  });

  test('done by the helper, confirmed by the asker', () => {
    expect(refusalOf(verbs.markDone(need(), person(chidi)))).toBe('need-not-open');
    does(chidi, verbs.claim(need(), person(chidi)));
    does(chidi, verbs.markDone(need(), person(chidi)));
    expect(refusalOf(verbs.confirm(need(), person(chidi)))).toBe('need-not-yours');
    does(bo, verbs.confirm(need(), person(bo)));
    expect(need()).toMatchObject({ state: 'confirmed', shelf: 'past' });
  });
});

describe('putting away and taking back', () => {
  test('the asker or a coordinator puts it away, once', () => {
    expect(refusalOf(verbs.archive(need(), person(chidi)))).toBe('need-not-yours');
    does(ana, verbs.archive(need(), person(ana)));
    expect(refusalOf(verbs.archive(need(), person(bo)))).toBe('need-not-open');
    expect(refusalOf(verbs.edit(need(), { ...MILK, words: 'Tea' }, person(bo)))).toBe(
      'need-not-yours',
    );
  });

  test('what was put away by mistake is taken back', () => {
    const archived = does(bo, verbs.archive(need(), person(bo)));
    does(bo, verbs.undo(need(), archived.id));
    expect(need()).toMatchObject({ archived: false, shelf: 'need' });
  });
});

describe('the story so far', () => {
  test('is told newest first, with what was taken back, without undos and receipts', () => {
    const taken = does(chidi, verbs.claim(need(), person(chidi)));
    does(chidi, verbs.undo(need(), taken.id));
    does(bo, verbs.edit(need(), { ...MILK, words: 'Tea', amount: 3 }, person(bo)));
    expect(historyOf(entries, charter).map(({ did, isUndone }) => [did, isUndone])).toEqual([
      ['edited', false],
      ['claimed', true],
      ['posted', false],
    ]);
    expect(historyOf(entries, charter)[0]?.changed).toEqual(['words', 'amount']);
  });

  test('says why something was handed back', () => {
    does(chidi, verbs.claim(need(), person(chidi)));
    does(chidi, verbs.release(need(), 'ill', 'Fever', person(chidi)));
    expect(historyOf(entries, charter)[0]).toMatchObject({
      did: 'released',
      by: person(chidi)?.id,
      reason: 'ill',
      words: 'Fever',
    });
  });

  test('leaves out what changed nothing', () => {
    does(dana, { ok: true, value: [{ kind: 'needs.done', on: need().id, body: {} }] });
    expect(historyOf(entries, charter).map(({ did }) => did)).toEqual(['posted']);
    expect(historyOf([], charter)).toEqual([]);
  });

  test('I take back only what I did myself, and an asking not at all', () => {
    const taken = does(chidi, verbs.claim(need(), person(chidi)));
    const [claimed, posted] = historyOf(entries, charter);
    if (claimed === undefined || posted === undefined) throw new Error('two things happened');
    expect(canUndo(claimed, person(chidi))).toBe(true);
    expect(canUndo(claimed, person(bo))).toBe(false);
    expect(canUndo(claimed, undefined)).toBe(false);
    expect(canUndo(posted, person(bo))).toBe(false);
    does(chidi, verbs.undo(need(), taken.id));
    const [undone] = historyOf(entries, charter);
    expect(undone && canUndo(undone, person(chidi))).toBe(false);
  });
});
