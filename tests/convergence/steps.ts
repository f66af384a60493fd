/** Random things people do with needs, by the real verbs, on what their own phone shows. */

import type { Need, Posted } from '../../src/areas/needs/need.ts';
import * as verbs from '../../src/areas/needs/tending.ts';
import type { Person } from '../../src/community/charter.ts';
import type { Draft, Entry } from '../../src/community/entry.ts';
import type { EntryId } from '../../src/community/id.ts';
import type { Result } from '../../src/community/result.ts';
import type { Replica } from './replica.ts';

export type Random = () => number;

/** mulberry32: small, seeded, good enough to shuffle a village. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<One>(random: Random, all: readonly One[]): One | undefined {
  return all[Math.floor(random() * all.length)];
}

const MOST_NEEDS = 8;
const WORDS = ['Milk', 'Bread', 'Rice', 'Tea'] as const;

/** What this person writes next, or nothing when the phone would not let them. */
export function nextDraft(
  replica: Replica,
  me: Person | undefined,
  random: Random,
): Draft | undefined {
  const record = pick(random, replica.records);
  const need = record && replica.need(record);
  const isNew = need === undefined || (replica.records.length < MOST_NEEDS && random() < 0.1);
  const drafts = isNew ? post(random, me) : tend(need, replica.entriesOn(need.id), random, me);
  return drafts.ok ? drafts.value[0] : undefined;
}

function post(random: Random, me: Person | undefined): Result<readonly Draft[], string> {
  const posted: Posted = {
    side: random() < 0.8 ? 'need' : 'offer',
    what: pick(random, ['food', 'ride', 'care'] as const) ?? 'food',
    words: pick(random, WORDS) ?? '',
    lang: 'en',
    amount: Math.ceil(random() * 9),
    urgency: pick(random, ['today', 'week', 'none'] as const) ?? 'none',
    day: null,
    zone: random() < 0.5 ? 'Hill' : '',
  };
  return verbs.post(posted, me);
}

function tend(
  need: Need,
  entries: readonly Entry[],
  random: Random,
  me: Person | undefined,
): Result<readonly Draft[], string> {
  const mine = entries.filter((entry) => entry.kind !== 'needs.posted').map(({ id }) => id);
  const [collision] = need.collisions;
  const choices = [
    () => verbs.claim(need, me),
    () => verbs.claim(need, me),
    () => verbs.release(need, 'ill', '', me),
    () => verbs.stay(need, me),
    () => verbs.choose(need, pick(random, need.claims)?.id ?? ('' as EntryId), me),
    () =>
      verbs.edit(
        need,
        { ...need, words: pick(random, WORDS) ?? '', amount: Math.ceil(random() * 9) },
        me,
      ),
    () =>
      collision
        ? verbs.settle(need, collision, collision.others[0]?.value, me)
        : verbs.stay(need, me),
    () => verbs.markDone(need, me),
    () => verbs.confirm(need, me),
    () => (random() < 0.2 ? verbs.archive(need, me) : verbs.claim(need, me)),
    () => verbs.undo(need, pick(random, mine) ?? need.id),
  ];
  const choice = pick(random, choices);
  return choice ? choice() : verbs.claim(need, me);
}
