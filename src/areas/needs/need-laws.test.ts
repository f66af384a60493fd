import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cast, type Pen, receipt } from '../../../tests/support/cast.ts';
import { personOf } from '../../community/charter.ts';
import type { Body, Draft, Entry } from '../../community/entry.ts';
import type { EntryId } from '../../community/id.ts';
import { leadOf } from './board.ts';
import { type Need, needKinds } from './need.ts';
import { foldNeed } from './need-fold.ts';

const people = cast('Ana', 'Bo', 'Chidi', 'Dana');
const [ana, bo] = people.pens as [Pen, Pen, Pen, Pen];
const [stranger] = cast('Mallory').pens as [Pen];
const { charter, relay } = people;
const RUNS = { numRuns: 400 };

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

function fold(entries: readonly Entry[]): Need {
  const [first] = entries;
  const need = first && foldNeed(first.id, entries, charter);
  if (need === undefined) throw new Error('no need came of it');
  return need;
}

/** Sorted keys, so that equal rows are equal bytes. */
function bytesOf(row: Need): string {
  return JSON.stringify(row, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
const bytesButIgnored = (row: Need) => bytesOf({ ...row, ignored: [] });

/** What one step says, once it is known which entries were there to speak of. */
type Step = (on: EntryId, known: readonly EntryId[]) => Draft;
const about = fc.nat(1000);
const at = (known: readonly EntryId[], which: number): EntryId =>
  known[which % known.length] ?? ('' as EntryId);

const plainStep = fc
  .constantFrom('claimed', 'claimed', 'done', 'confirmed', 'archived', 'from-the-future')
  .map(
    (verb): Step =>
      (on) => ({ kind: 'needs.' + verb, on, body: {} }),
  );
const claimStep = fc.tuple(fc.constantFrom('chosen', 'stayed', 'released'), about).map(
  ([verb, which]): Step =>
    (on, known) => {
      const reason = verb === 'released' ? { reason: 'ill', words: '' } : {};
      return { kind: 'needs.' + verb, on, body: { claim: at(known, which), ...reason } };
    },
);
const undoStep = fc.tuple(fc.constantFrom('needs', 'needs', 'needs', 'later'), about).map(
  ([area, which]): Step =>
    (on, known) => ({ kind: area + '.undone', on, body: { of: at(known, which) } }),
);
const receiptStep = fc
  .tuple(fc.constantFrom('needs', 'needs', 'later'), about, fc.integer({ min: 1, max: 5 }))
  .map(
    ([area, which, seq]): Step =>
      (on, known) => {
        const draft = receipt(on, [at(known, which)], relay, seq);
        return { ...draft, kind: area + '.receipted' };
      },
  );
const editStep = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.array(about, { maxLength: 3 })).map(
  ([words, over]): Step =>
    (on, known) => {
      const body = { set: { words }, over: { words: over.map((which) => at(known, which)) } };
      return { kind: 'needs.edited', on, body };
    },
);
const garbage = fc
  .object({ maxDepth: 3, withNullPrototype: false })
  .map((body) => JSON.parse(JSON.stringify(body)) as Body);
const garbageStep = fc
  .tuple(fc.constantFrom(...Object.keys(needKinds), 'needs.', '', '__proto__', 'toString'), garbage)
  .map(
    ([kind, body]): Step =>
      (on) => ({ kind, on, body }),
  );
const anyStep = fc.oneof(
  { weight: 4, arbitrary: plainStep },
  { weight: 4, arbitrary: claimStep },
  { weight: 3, arbitrary: editStep },
  { weight: 3, arbitrary: undoStep },
  { weight: 2, arbitrary: receiptStep },
  { weight: 2, arbitrary: garbageStep },
);

/** Four members and a stranger, with ticks that lie as they please. */
const histories = fc
  .array(fc.tuple(anyStep, fc.nat(4), fc.nat(30)), { maxLength: 30 })
  .map((steps) => {
    const asked = ana.write({ kind: 'needs.posted', on: '', body: MILK }, people.tick).entry;
    const entries = [asked];
    const writers = [...people.pens, stranger];
    for (const [step, who, tick] of steps) {
      const draft = step(
        asked.id,
        entries.map(({ id }) => id),
      );
      const entry = writers[who]?.write(draft, people.tick + tick).entry;
      if (entry) entries.push(entry);
    }
    return entries;
  });

test('any order and any repetition of the same entries give the same bytes', () => {
  fc.assert(
    fc.property(histories, fc.infiniteStream(fc.nat()), (entries, random) => {
      const keyed = [...entries, ...entries].map((entry) => [random.next().value, entry] as const);
      const shuffled = keyed.sort(([a], [b]) => a - b).map(([, entry]) => entry);
      const [asked] = entries;
      const row = asked && foldNeed(asked.id, shuffled, charter);
      expect(row && bytesOf(row)).toBe(bytesOf(fold(entries)));
    }),
    RUNS,
  );
});

test('what a stranger writes changes nothing, and is listed', () => {
  fc.assert(
    fc.property(histories, (entries) => {
      const strange = entries.filter(({ by }) => by === stranger.device);
      const row = fold(entries);
      const honest = fold(entries.filter((entry) => !strange.includes(entry)));
      expect(bytesButIgnored(row)).toBe(bytesButIgnored(honest));
      expect(row.ignored).toEqual(expect.arrayContaining(strange.map(({ id }) => id)));
    }),
    RUNS,
  );
});

test('leaving out what was ignored changes nothing', () => {
  fc.assert(
    fc.property(histories, (entries) => {
      const row = fold(entries);
      const kept = entries.filter(({ id }) => !row.ignored.includes(id));
      expect(bytesOf(fold(kept))).toBe(bytesOf({ ...row, ignored: [] }));
    }),
    RUNS,
  );
});

test('garbage of any kind and version, added anywhere, changes nothing but what is ignored', () => {
  const written = fc.record({
    v: fc.integer({ min: 1, max: 9 }),
    kind: fc.oneof(fc.constantFrom('needs.edited', 'needs.released', 'needs.undone'), fc.string()),
    body: garbage.filter((body) => !('of' in body || 'claim' in body || 'set' in body)),
    tick: fc.integer({ min: 1, max: 99 }),
  });
  fc.assert(
    fc.property(histories, fc.array(written, { minLength: 1, maxLength: 6 }), (entries, added) => {
      const [asked] = entries;
      const junk = added
        .filter(({ kind }) => !/^needs\.(claimed|done|confirmed|archived)$/.test(kind))
        .map(({ v, kind, body, tick }): Entry => {
          const draft = { kind, on: asked?.id ?? ('' as EntryId), body };
          return { ...bo.write(draft, tick).entry, v };
        });
      const row = fold([...entries, ...junk]);
      expect(bytesButIgnored(row)).toBe(bytesButIgnored(fold(entries)));
      expect(row.ignored).toEqual(expect.arrayContaining(junk.map(({ id }) => id)));
    }),
    RUNS,
  );
});

test('no claim without a receipt, or with a later one, takes the lead from who has one', () => {
  const newcomer = fc.record({
    who: fc.nat(3),
    tick: fc.integer({ min: 1, max: 99 }),
    seq: fc.option(fc.integer({ min: 100, max: 200 })),
  });
  fc.assert(
    fc.property(histories, fc.array(newcomer, { minLength: 1, maxLength: 5 }), (entries, added) => {
      const [asked] = entries;
      const on = asked?.id ?? ('' as EntryId);
      const first = bo.write({ kind: 'needs.claimed', on, body: {} }, 95).entry;
      const settled = [...entries, first, bo.write(receipt(on, [first.id], relay, 6), 96).entry];
      const lead = leadOf(fold(settled));
      const late = added.flatMap(({ who, tick, seq }) => {
        const pen = people.pens[who] ?? ana;
        const claim = pen.write({ kind: 'needs.claimed', on, body: {} }, tick).entry;
        return seq === null
          ? [claim]
          : [claim, pen.write(receipt(on, [claim.id], relay, seq), tick).entry];
      });
      expect(leadOf(fold([...settled, ...late]))).toEqual(lead);
    }),
    RUNS,
  );
});

test('a person stands once; exactly one leads when anybody is on it', () => {
  fc.assert(
    fc.property(histories, (entries) => {
      const { claims, state, helpers } = fold(entries);
      expect(claims.filter(({ standing }) => standing === 'lead')).toHaveLength(
        Math.min(1, claims.length),
      );
      expect(new Set(claims.map(({ by }) => by)).size).toBe(claims.length);
      expect(claims.map(({ by }) => by)).not.toContain(personOf(charter, ana.device));
      if (state === 'open') expect(claims).toEqual([]);
      if (state !== 'claimed') expect(helpers).toEqual([]);
    }),
    RUNS,
  );
});

test('twenty thousand undos of undos overflow nothing', () => {
  const asked = ana.write({ kind: 'needs.posted', on: '', body: MILK }, 20).entry;
  const claim = bo.write({ kind: 'needs.claimed', on: asked.id, body: {} }, 21).entry;
  const entries = [asked, claim];
  let last = claim.id;
  for (let i = 0; i < 20_000; i++) {
    const undo = { ...claim, id: `${i}`.padStart(43, '0') as EntryId, tick: 22 + i };
    entries.push({ ...undo, kind: 'needs.undone', body: { of: last } });
    last = undo.id;
  }
  expect(fold(entries).state).toBe('claimed');
  expect(fold(entries.slice(0, -1)).state).toBe('open');
});
