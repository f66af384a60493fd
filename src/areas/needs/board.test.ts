import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankOf, shelfOf } from './board.ts';
import type { Need } from './need.ts';

type Ranked = Parameters<typeof rankOf>[0];
const ranked = (changes: Partial<Ranked>): Ranked => ({
  shelf: 'need',
  urgency: 'week',
  day: null,
  at: 1_700_000_000_000,
  ...changes,
});
const inOrder = (...needs: readonly Ranked[]): boolean => {
  const ranks = needs.map(rankOf);
  return ranks.every((rank, i) => i === 0 || (ranks[i - 1] ?? '') < rank);
};

test('today comes before this week, and this week before no hurry', () => {
  const [today, week, none] = (['today', 'week', 'none'] as const).map((urgency) =>
    ranked({ urgency }),
  );
  expect(today && week && none && inOrder(today, week, none)).toBe(true);
});

test('the sooner day comes first, and any day before none', () => {
  expect(inOrder(ranked({ day: '2026-11-24' }), ranked({ day: '2026-12-01' }), ranked({}))).toBe(
    true,
  );
});

test('of two alike the newer comes first, whatever the phones believe the time to be', () => {
  const times = fc.integer({ min: 0, max: 8_640_000_000_000_000 });
  fc.assert(
    fc.property(times, times, (a, b) => {
      fc.pre(a !== b);
      expect(inOrder(ranked({ at: Math.max(a, b) }), ranked({ at: Math.min(a, b) }))).toBe(true);
    }),
  );
  expect(rankOf(ranked({ at: Number.MAX_SAFE_INTEGER }))).toHaveLength(rankOf(ranked({})).length);
  expect(rankOf(ranked({ at: -1 }))).toBe(rankOf(ranked({ at: 0 })));
});

test('what is past is ordered by age alone', () => {
  const old = ranked({ shelf: 'past', urgency: 'today', at: 1 });
  expect(inOrder(ranked({ shelf: 'past', urgency: 'none', at: 2 }), old)).toBe(true);
});

test('open and claimed stand on their own shelf; done, confirmed and archived on the past one', () => {
  const shelves = (state: Need['state'], archived: boolean) =>
    shelfOf({ side: 'offer', state, archived });
  expect([shelves('open', false), shelves('claimed', false)]).toEqual(['offer', 'offer']);
  expect([shelves('done', false), shelves('confirmed', false)]).toEqual(['past', 'past']);
  expect(shelves('open', true)).toBe('past');
});
