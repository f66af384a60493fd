/** What people do with a need. Each verb returns the entries to write, or a refusal. */

import * as v from 'valibot';
import type { Person } from '../../community/charter.ts';
import type { Draft } from '../../community/entry.ts';
import type { EntryId } from '../../community/id.ts';
import { done, type Result, refuse } from '../../community/result.ts';
import { may } from '../members/roles.ts';
import {
  canChoose,
  canClaim,
  canConfirm,
  canEdit,
  canMarkDone,
  canTend,
  claimOf,
} from './board.ts';
import {
  type Collision,
  NEED_FIELDS,
  type Need,
  type NeedField,
  type NeedWords,
  needKinds,
  type Posted,
  type ReleaseReason,
} from './need.ts';

export type NeedRefusal =
  | 'not-a-member'
  | 'need-unclear'
  | 'need-not-open'
  | 'need-not-yours'
  | 'nothing-changed';

type Drafts = Result<readonly Draft[], NeedRefusal>;

export function post(posted: Posted, me: Person | undefined): Drafts {
  if (!may(me, 'post a need')) return refuse('not-a-member');
  if (!v.is(needKinds['needs.posted'], posted)) return refuse('need-unclear');
  return done([{ kind: 'needs.posted', on: '', body: posted }]);
}

/** Writes the fields that differ, each over what shows now, so that a collision can be seen. */
export function edit(need: Need, words: NeedWords, me: Person | undefined): Drafts {
  if (!canEdit(need, me)) return refuse('need-not-yours');
  const changed = NEED_FIELDS.filter((field) => words[field] !== need[field]);
  if (changed.length === 0) return refuse('nothing-changed');
  return write(need, Object.fromEntries(changed.map((field) => [field, words[field]])), changed);
}

/** Settles a collision with one of its values. */
export function settle(
  need: Need,
  { field }: Collision,
  value: unknown,
  me: Person | undefined,
): Drafts {
  if (!canEdit(need, me)) return refuse('need-not-yours');
  return write(need, { [field]: value }, [field]);
}

function write(
  need: Need,
  set: Partial<Record<NeedField, unknown>>,
  changed: readonly NeedField[],
): Drafts {
  const over = Object.fromEntries(changed.map((field) => [field, need.heads[field] ?? [need.id]]));
  const body = { set, over };
  if (!v.is(needKinds['needs.edited'], body)) return refuse('need-unclear');
  return done([{ kind: 'needs.edited', on: need.id, body }]);
}

export function claim(need: Need, me: Person | undefined): Drafts {
  if (me === undefined) return refuse('not-a-member');
  return canClaim(need, me) ? on(need, 'needs.claimed') : refuse('need-not-open');
}

/** Hands it back, with a reason and not an excuse. */
export function release(
  need: Need,
  reason: ReleaseReason,
  words: string,
  me: Person | undefined,
): Drafts {
  const mine = claimOf(need, me);
  if (mine === undefined) return refuse('need-not-yours');
  return on(need, 'needs.released', { claim: mine.id, reason, words: words.slice(0, 200) });
}

/** The backup stays, in case the lead cannot. */
export function stay(need: Need, me: Person | undefined): Drafts {
  const mine = claimOf(need, me);
  if (mine === undefined) return refuse('need-not-yours');
  return on(need, 'needs.stayed', { claim: mine.id });
}

export function choose(need: Need, claimId: EntryId, me: Person | undefined): Drafts {
  if (!canChoose(need, me)) return refuse('need-not-yours');
  if (!need.claims.some(({ id }) => id === claimId)) return refuse('need-not-open');
  return on(need, 'needs.chosen', { claim: claimId });
}

export function markDone(need: Need, me: Person | undefined): Drafts {
  return canMarkDone(need, me) ? on(need, 'needs.done') : refuse('need-not-open');
}

export function confirm(need: Need, me: Person | undefined): Drafts {
  return canConfirm(need, me) ? on(need, 'needs.confirmed') : refuse('need-not-yours');
}

export function archive(need: Need, me: Person | undefined): Drafts {
  if (!canTend(need, me)) return refuse('need-not-yours');
  return need.archived ? refuse('need-not-open') : on(need, 'needs.archived');
}

/** A counter-entry by the same person; `entry` is what is taken back. */
export function undo(need: Pick<Need, 'id'>, entry: EntryId): Drafts {
  return on(need, 'needs.undone', { of: entry });
}

function on(need: Pick<Need, 'id'>, kind: keyof typeof needKinds, body = {}): Drafts {
  return done([{ kind, on: need.id, body }]);
}
