/** Claims on one need: who is on it, who leads, who is backup. */
import type { Entry } from '../../community/entry.ts';
import { bodyOf } from '../../community/fields.ts';
import type { EntryId, PersonId } from '../../community/id.ts';
import { firstCome, type Place } from '../../community/receipt.ts';
import { type Claim, needKinds } from './need.ts';

/** Claims while a need's entries are gone through in order. */
export interface Claiming {
  readonly claims: { readonly entry: Entry; readonly by: PersonId }[];
  readonly released: Set<EntryId>;
  readonly stayed: Set<EntryId>;
  /** Claims somebody with the right settled on, newest first. */
  readonly chosen: EntryId[];
}

export const nobodyYet = (): Claiming => ({
  claims: [],
  released: new Set(),
  stayed: new Set(),
  chosen: [],
});

export function activeClaims({ claims, released }: Claiming): Claiming['claims'] {
  return claims.filter(({ entry }) => !released.has(entry.id));
}

export function hasClaim(claiming: Claiming, person: PersonId): boolean {
  return activeClaims(claiming).some(({ by }) => by === person);
}

/** Hands back all this person had claimed until here, on whichever of their phones. */
export function release(claiming: Claiming, entry: Entry, person: PersonId): boolean {
  if (!isOwnClaim(claiming, bodyOf(needKinds['needs.released'], entry)?.claim, person))
    return false;
  for (const { entry: claimed, by } of claiming.claims) {
    if (by === person) claiming.released.add(claimed.id);
  }
  return true;
}

export function stay(claiming: Claiming, entry: Entry, person: PersonId): boolean {
  const id = bodyOf(needKinds['needs.stayed'], entry)?.claim;
  if (!isOwnClaim(claiming, id, person)) return false;
  claiming.stayed.add(id as EntryId);
  return true;
}

export function choose(claiming: Claiming, entry: Entry): boolean {
  const id = bodyOf(needKinds['needs.chosen'], entry)?.claim;
  if (!claiming.claims.some((one) => one.entry.id === id)) return false;
  claiming.chosen.unshift(id as EntryId);
  return true;
}

function isOwnClaim({ claims }: Claiming, id: string | undefined, person: PersonId): boolean {
  return claims.some(({ entry, by }) => entry.id === id && by === person);
}

/**
 * Who leads comes first: the newest choice that is still on it, then receipted claims by place,
 * then the others by (tick, id). A person stands once, by the best of their claims, so that an
 * older claim arriving from another of their phones cannot cost them their place.
 */
export function claimsOf(claiming: Claiming, places: ReadonlyMap<EntryId, Place>): Claim[] {
  const active = activeClaims(claiming);
  const chosen = claiming.chosen.find((id) => active.some(({ entry }) => entry.id === id));
  const order = firstCome(places);
  active.sort((a, b) =>
    a.entry.id === chosen ? -1 : b.entry.id === chosen ? 1 : order(a.entry, b.entry),
  );
  const best = new Map<PersonId, Entry>();
  for (const { entry, by } of active) if (!best.has(by)) best.set(by, entry);
  return [...best].map(([by, { id, at }], i) => ({
    id,
    by,
    at,
    standing: i === 0 ? 'lead' : 'backup',
    asked: id !== chosen && !places.has(id),
    stayed: active.some((one) => one.by === by && claiming.stayed.has(one.entry.id)),
  }));
}
