/** Questions about needs: where they stand in a list, who leads, what I may do. */
import type { Person } from '../../community/charter.ts';
import { may } from '../members/roles.ts';
import type { Claim, Need, Urgency } from './need.ts';

const URGENCY_RANK: Readonly<Record<Urgency, string>> = { today: '0', week: '1', none: '2' };
const NO_DAY = '9999-99-99';
const LATEST = 8_640_000_000_000_000;

/** Open things stand on their own shelf; what is over, on the past one. */
export function shelfOf(need: Pick<Need, 'side' | 'state' | 'archived'>): Need['shelf'] {
  const isOver = need.archived || need.state === 'done' || need.state === 'confirmed';
  return isOver ? 'past' : need.side;
}

/** Text that sorts: urgency, the day it is for, newest first; on the past shelf newest first alone. */
export function rankOf(need: Pick<Need, 'shelf' | 'urgency' | 'day' | 'at'>): string {
  const newestFirst = String(LATEST - Math.max(0, Math.min(LATEST, need.at))).padStart(16, '0');
  if (need.shelf === 'past') return newestFirst;
  return [URGENCY_RANK[need.urgency], need.day ?? NO_DAY, newestFirst].join(' ');
}

export function leadOf(need: Need): Claim | undefined {
  return need.claims.find(({ standing }) => standing === 'lead');
}

export function backupsOf(need: Need): readonly Claim[] {
  return need.claims.filter(({ standing }) => standing === 'backup');
}

export function claimOf(need: Need, me: Person | undefined): Claim | undefined {
  return need.claims.find(({ by }) => by === me?.id);
}

export const isMine = (need: Need, me: Person | undefined): boolean => need.by === me?.id;

const isUnderWay = (need: Need): boolean =>
  !need.archived && (need.state === 'open' || need.state === 'claimed');

/** I may take it on; when somebody has it already, as backup. */
export function canClaim(need: Need, me: Person | undefined): boolean {
  return (
    isUnderWay(need) &&
    !isMine(need, me) &&
    claimOf(need, me) === undefined &&
    may(me, 'claim a need')
  );
}

export function canTend(need: Need, me: Person | undefined): boolean {
  return isMine(need, me) || may(me, "tend anybody's need");
}

export function canEdit(need: Need, me: Person | undefined): boolean {
  return !need.archived && (canTend(need, me) || claimOf(need, me) !== undefined);
}

export function canMarkDone(need: Need, me: Person | undefined): boolean {
  return isUnderWay(need) && (canTend(need, me) || claimOf(need, me) !== undefined);
}

export function canConfirm(need: Need, me: Person | undefined): boolean {
  return !need.archived && need.state === 'done' && canTend(need, me);
}

/** Where no relay says who was first, the asker or a coordinator settles it. */
export function canChoose(need: Need, me: Person | undefined): boolean {
  const isUnsettled = need.claims.length > 1 && need.claims.some(({ asked }) => asked);
  return isUnderWay(need) && isUnsettled && (isMine(need, me) || may(me, 'choose who leads'));
}
