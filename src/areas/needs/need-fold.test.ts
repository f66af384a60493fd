import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cast, type Pen, receipt } from '../../../tests/support/cast.ts';
import { personOf } from '../../community/charter.ts';
import type { Draft, Entry } from '../../community/entry.ts';
import type { EntryId } from '../../community/id.ts';
import { canClaim, leadOf } from './board.ts';
import type { Need } from './need.ts';
import { foldNeed } from './need-fold.ts';

const people = cast('Ana', 'Bo', 'Chidi', 'Dana');
const [ana, bo, chidi, dana] = people.pens as [Pen, Pen, Pen, Pen];
const { charter, relay } = people;
const person = (pen: Pen) => charter.people.get(personOf(charter, pen.device) as EntryId);

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

function posted(): Entry {
  return ana.write({ kind: 'needs.posted', on: '', body: MILK }, people.tick).entry;
}

function fold(entries: readonly Entry[]): Need {
  const [first] = entries;
  const need = first && foldNeed(first.id, entries, charter);
  if (need === undefined) throw new Error('no need came of it');
  return need;
}

const claim = (pen: Pen, on: EntryId, tick: number): Entry =>
  pen.write({ kind: 'needs.claimed', on, body: {} }, tick).entry;

describe('claims', () => {
  test('without receipts a claim is asked, and who asked first leads', () => {
    const need = posted();
    const row = fold([need, claim(chidi, need.id, 60), claim(bo, need.id, 50)]);
    expect(row.claims.map(({ by, standing, asked }) => [by, standing, asked])).toEqual([
      [person(bo)?.id, 'lead', true],
      [person(chidi)?.id, 'backup', true],
    ]);
    expect(row.state).toBe('claimed');
  });

  test('a receipt comes before none, whatever the ticks say', () => {
    const need = posted();
    const late = claim(chidi, need.id, 60);
    const early = claim(bo, need.id, 50);
    const given = chidi.write(receipt(need.id, [late.id], relay, 7), 61).entry;
    expect(leadOf(fold([need, late, early, given]))?.by).toBe(person(chidi)?.id);
  });

  test('a receipt of a relay the charter never named counts for nothing', () => {
    const need = posted();
    const late = claim(chidi, need.id, 60);
    const early = claim(bo, need.id, 50);
    const forged = chidi.write(receipt(need.id, [late.id], new Uint8Array(32), 1), 61).entry;
    expect(leadOf(fold([need, late, early, forged]))?.by).toBe(person(bo)?.id);
  });

  test('a lead with a receipt is never displaced by a phone that was away', () => {
    const need = posted();
    const first = claim(bo, need.id, 50);
    const given = bo.write(receipt(need.id, [first.id], relay, 3), 51).entry;
    const older = claim(dana, need.id, 2);
    const later = dana.write(receipt(need.id, [older.id], relay, 9), 90).entry;
    for (const entries of [
      [need, first, given, older],
      [need, first, given, older, later],
    ]) {
      expect(leadOf(fold(entries))?.by).toBe(person(bo)?.id);
    }
  });

  test('when the lead hands it back, the backup leads; when all do, it is open again', () => {
    const need = posted();
    const first = claim(bo, need.id, 50);
    const second = claim(chidi, need.id, 51);
    const release = (pen: Pen, id: EntryId, tick: number) => {
      const body = { claim: id, reason: 'ill', words: '' };
      return pen.write({ kind: 'needs.released', on: need.id, body }, tick).entry;
    };
    const one = [need, first, second, release(bo, first.id, 60)];
    expect(leadOf(fold(one))?.by).toBe(person(chidi)?.id);
    expect(fold([...one, release(chidi, second.id, 61)]).state).toBe('open');
  });

  test('nobody can hand back what another has taken on', () => {
    const need = posted();
    const first = claim(bo, need.id, 50);
    const body = { claim: first.id, reason: 'ill', words: '' };
    const meddling = chidi.write({ kind: 'needs.released', on: need.id, body }, 60).entry;
    const row = fold([need, first, meddling]);
    expect(row.state).toBe('claimed');
    expect(row.ignored).toEqual([meddling.id]);
  });

  test('the asker settles it where no relay says who was first', () => {
    const need = posted();
    const first = claim(bo, need.id, 50);
    const second = claim(chidi, need.id, 51);
    const chosen = ana.write(
      { kind: 'needs.chosen', on: need.id, body: { claim: second.id } },
      60,
    ).entry;
    const lead = leadOf(fold([need, first, second, chosen]));
    expect(lead).toMatchObject({ by: person(chidi)?.id, asked: false });
  });
});

describe('edits and undo', () => {
  const edit = (pen: Pen, on: EntryId, words: string, over: readonly EntryId[], tick: number) =>
    pen.write({ kind: 'needs.edited', on, body: { set: { words }, over: { words: over } } }, tick)
      .entry;

  test('one edit after another is no collision', () => {
    const need = posted();
    const first = edit(ana, need.id, 'Oat milk', [need.id], 50);
    const second = edit(ana, need.id, 'Soy milk', [first.id], 51);
    expect(fold([need, first, second])).toMatchObject({ words: 'Soy milk', collisions: [] });
  });

  test('two edits apart collide: the later shows, the other is kept, settling ends it', () => {
    const need = posted();
    const taken = claim(bo, need.id, 40);
    const first = edit(ana, need.id, 'Oat milk', [need.id], 50);
    const second = edit(bo, need.id, 'Soy milk', [need.id], 51);
    const row = fold([need, taken, first, second]);
    expect(row.words).toBe('Soy milk');
    expect(row.collisions).toMatchObject([
      { field: 'words', now: { value: 'Soy milk' }, others: [{ value: 'Oat milk' }] },
    ]);
    const settled = edit(ana, need.id, 'Oat milk', row.heads.words ?? [], 60);
    const after = fold([need, taken, first, second, settled]);
    expect(after).toMatchObject({ words: 'Oat milk', collisions: [] });
  });

  test('undo takes back, undo of the undo brings back, only by the same person', () => {
    const need = posted();
    const taken = claim(bo, need.id, 50);
    const undo = (pen: Pen, of: EntryId, tick: number) =>
      pen.write({ kind: 'needs.undone', on: need.id, body: { of } }, tick).entry;
    const back = undo(bo, taken.id, 60);
    expect(fold([need, taken, back]).state).toBe('open');
    expect(fold([need, taken, back, undo(bo, back.id, 61)]).state).toBe('claimed');
    expect(fold([need, taken, undo(chidi, taken.id, 60)]).state).toBe('claimed');
  });

  test('an edit that did not know of the archiving is told', () => {
    const need = posted();
    const archived = ana.write({ kind: 'needs.archived', on: need.id, body: {} }, 50).entry;
    const late = edit(ana, need.id, 'Oat milk', [need.id], 51);
    const row = fold([need, archived, late]);
    expect(row).toMatchObject({ archived: true, editedAfterArchiving: true, shelf: 'past' });
  });
});

/** Anything anybody could send about a need. */
const anyDraft = (on: EntryId, known: readonly EntryId[]): fc.Arbitrary<Draft> => {
  const claimOf = fc.constantFrom(...known).map((id) => ({ claim: id }));
  const kinds = fc.constantFrom('claimed', 'done', 'confirmed', 'archived', 'from-the-future');
  return fc.oneof(
    kinds.map((verb) => ({ kind: 'needs.' + verb, on, body: {} })),
    claimOf.map((body) => ({ kind: 'needs.chosen', on, body })),
    claimOf.map((body) => ({ kind: 'needs.stayed', on, body })),
    claimOf.map((body) => ({
      kind: 'needs.released',
      on,
      body: { ...body, reason: 'ill', words: '' },
    })),
    fc.constantFrom(...known).map((of) => ({ kind: 'needs.undone', on, body: { of } })),
    fc.constantFrom(...known).map((id) => receipt(on, [id], relay, 1 + (id.charCodeAt(0) % 5))),
    fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.subarray([...known])).map(([words, over]) => ({
      kind: 'needs.edited',
      on,
      body: { set: { words }, over: { words: over } },
    })),
    fc
      .dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.constant(null)))
      .map((body) => ({
        kind: 'needs.edited',
        on,
        body,
      })),
  );
};

/** A history in which the drafts refer to one another. */
const histories = fc
  .array(fc.tuple(fc.nat(), fc.nat(4), fc.nat(30)), { maxLength: 24 })
  .map((steps) => {
    const need = posted();
    const entries = [need];
    const writers = [...people.pens, stranger];
    for (const [choice, who, tick] of steps) {
      const known = entries.map(({ id }) => id);
      const [draft] = fc.sample(anyDraft(need.id, known), { numRuns: 1, seed: choice });
      const pen = writers[who];
      if (draft && pen) entries.push(pen.write(draft, people.tick + 1 + tick).entry);
    }
    return entries;
  });
const [stranger] = cast('Mallory').pens as [Pen];
const isStranger = (entry: Entry) => entry.by === stranger.device;
const withoutIgnored = ({ ignored: _, ...row }: Need) => row;

describe('laws of the fold', () => {
  test('any order and any repetition of the same entries give the same row', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), (entries, random) => {
        const [opening] = entries;
        const keyed = [...entries, ...entries].map(
          (entry) => [random.next().value, entry] as const,
        );
        const shuffled = keyed.sort(([a], [b]) => a - b).map(([, entry]) => entry);
        expect(opening && foldNeed(opening.id, shuffled, charter)).toEqual(fold(entries));
      }),
      { numRuns: 400 },
    );
  });

  test('what a stranger writes changes nothing, and is listed', () => {
    fc.assert(
      fc.property(histories, (entries) => {
        const honest = entries.filter((entry) => !isStranger(entry));
        const strange = entries.filter(isStranger);
        const row = fold(entries);
        expect(withoutIgnored(row)).toEqual(withoutIgnored(fold(honest)));
        expect(row.ignored).toEqual(expect.arrayContaining(strange.map(({ id }) => id)));
      }),
      { numRuns: 400 },
    );
  });

  test('leaving out what was ignored changes nothing', () => {
    fc.assert(
      fc.property(histories, (entries) => {
        const row = fold(entries);
        const kept = entries.filter(({ id }) => !row.ignored.includes(id));
        expect(withoutIgnored(fold(kept))).toEqual(withoutIgnored(row));
      }),
      { numRuns: 400 },
    );
  });

  test('at most one leads, and exactly one when anybody has claimed', () => {
    fc.assert(
      fc.property(histories, (entries) => {
        const { claims } = fold(entries);
        const leads = claims.filter(({ standing }) => standing === 'lead');
        expect(leads).toHaveLength(Math.min(1, claims.length));
        expect(new Set(claims.map(({ by }) => by)).size).toBe(claims.length);
      }),
      { numRuns: 400 },
    );
  });
});

test('the asker cannot take on what they asked for; a stranger can take on nothing', () => {
  const row = fold([posted()]);
  expect(canClaim(row, person(ana))).toBe(false);
  expect(canClaim(row, person(bo))).toBe(true);
  expect(canClaim(row, undefined)).toBe(false);
});
