/** What the entries about one need add up to. Pure: any order, any repetition, the same row. */
import type { Charter } from '../../community/charter.ts';
import { personOf } from '../../community/charter.ts';
import { type FieldState, type FieldWrite, fieldState } from '../../community/edits.ts';
import { type Entry, inOrder } from '../../community/entry.ts';
import { bodyOf, isUnderstood } from '../../community/fields.ts';
import type { EntryId, PersonId, RecordId } from '../../community/id.ts';
import type { Projection } from '../../community/projection.ts';
import { firstCome, isReceipt, type Place, placesOf } from '../../community/receipt.ts';
import { isUndo, undone } from '../../community/undo.ts';
import { may } from '../members/roles.ts';
import { rankOf, shelfOf } from './board.ts';
import {
  type Claim,
  type Collision,
  NEED_FIELDS,
  type Need,
  type NeedField,
  type NeedState,
  type NeedWords,
  needKinds,
  type Posted,
} from './need.ts';

/** A need while its entries are gone through in order. */
interface Building {
  readonly id: RecordId;
  readonly charter: Charter;
  readonly posted: Posted;
  readonly by: PersonId;
  readonly claims: Entry[];
  readonly released: Set<EntryId>;
  readonly stayed: Set<EntryId>;
  chosen: EntryId | undefined;
  state: 'open' | 'done' | 'confirmed';
  archivedBy: Entry | undefined;
  readonly edits: Entry[];
  readonly writes: Map<NeedField, FieldWrite[]>;
}

export function foldNeed(id: RecordId, all: readonly Entry[], charter: Charter): Need | undefined {
  const entries = [...new Map(all.map((entry) => [entry.id, entry])).values()].sort(inOrder);
  const opening = entries.find((entry) => entry.id === id);
  const posted = opening && bodyOf(needKinds['needs.posted'], opening);
  const by = opening && personOf(charter, opening.by);
  if (opening?.kind !== 'needs.posted' || posted === undefined || by === undefined)
    return undefined;
  const need = begin(id, charter, opening, posted, by);
  const gone = undone(entries, (device) => personOf(charter, device));
  const ignored: EntryId[] = [];
  for (const entry of entries) {
    if (entry === opening || gone.has(entry.id)) continue;
    if (!isUnderstood(needKinds, entry) || !apply(need, entry)) ignored.push(entry.id);
  }
  const heard = entries.filter((entry) => personOf(charter, entry.by) !== undefined);
  return rowOf(need, opening, placesOf(heard, charter.relays), ignored);
}

function begin(
  id: RecordId,
  charter: Charter,
  opening: Entry,
  posted: Posted,
  by: PersonId,
): Building {
  const writes = NEED_FIELDS.map((field): [NeedField, FieldWrite[]] => [
    field,
    [{ entry: opening, value: posted[field], over: [] }],
  ]);
  return {
    id,
    charter,
    posted,
    by,
    claims: [],
    released: new Set(),
    stayed: new Set(),
    chosen: undefined,
    state: 'open',
    archivedBy: undefined,
    edits: [],
    writes: new Map(writes),
  };
}

/** False when the entry changes nothing: its author had no right, or it came too late. */
function apply(need: Building, entry: Entry): boolean {
  const person = personOf(need.charter, entry.by);
  if (person === undefined) return false;
  if (isUndo(entry) || isReceipt(entry)) return true;
  const mayTend = person === need.by || mayAct(need, person, "tend anybody's need");
  switch (entry.kind) {
    case 'needs.edited':
      return (mayTend || hasClaim(need, person)) && edit(need, entry);
    case 'needs.claimed':
      return claim(need, entry, person);
    case 'needs.released':
      return release(need, entry, person);
    case 'needs.stayed':
      return stay(need, entry, person);
    case 'needs.chosen':
      return (
        (person === need.by || mayAct(need, person, 'choose who leads')) && choose(need, entry)
      );
    case 'needs.done':
      if (!mayTend && !hasClaim(need, person)) return false;
      need.state = need.state === 'confirmed' ? 'confirmed' : 'done';
      return true;
    case 'needs.confirmed':
      if (mayTend) need.state = 'confirmed';
      return mayTend;
    case 'needs.archived':
      if (mayTend) need.archivedBy ??= entry;
      return mayTend;
    default:
      return false;
  }
}

const mayAct = (need: Building, person: PersonId, act: Parameters<typeof may>[1]): boolean =>
  may(need.charter.people.get(person), act);

function activeClaims(need: Building): Entry[] {
  return need.claims.filter((entry) => !need.released.has(entry.id));
}

function hasClaim(need: Building, person: PersonId): boolean {
  return activeClaims(need).some((entry) => personOf(need.charter, entry.by) === person);
}

function edit(need: Building, entry: Entry): boolean {
  const body = bodyOf(needKinds['needs.edited'], entry);
  if (body === undefined) return false;
  need.edits.push(entry);
  for (const field of NEED_FIELDS) {
    const value = body.set[field];
    if (value === undefined) continue;
    const over = (Object.hasOwn(body.over, field) ? body.over[field] : undefined) ?? [];
    need.writes.get(field)?.push({ entry, value, over: over as EntryId[] });
  }
  return true;
}

function claim(need: Building, entry: Entry, person: PersonId): boolean {
  if (person === need.by || hasClaim(need, person)) return false;
  if (!mayAct(need, person, 'claim a need')) return false;
  need.claims.push(entry);
  return true;
}

function release(need: Building, entry: Entry, person: PersonId): boolean {
  const id = bodyOf(needKinds['needs.released'], entry)?.claim as EntryId;
  const claimed = need.claims.find((one) => one.id === id);
  if (claimed === undefined || personOf(need.charter, claimed.by) !== person) return false;
  need.released.add(id);
  return true;
}

function stay(need: Building, entry: Entry, person: PersonId): boolean {
  const id = bodyOf(needKinds['needs.stayed'], entry)?.claim as EntryId;
  const claimed = need.claims.find((one) => one.id === id);
  if (claimed === undefined || personOf(need.charter, claimed.by) !== person) return false;
  need.stayed.add(id);
  return true;
}

function choose(need: Building, entry: Entry): boolean {
  const id = bodyOf(needKinds['needs.chosen'], entry)?.claim as EntryId;
  if (!need.claims.some((one) => one.id === id)) return false;
  need.chosen = id;
  return true;
}

function rowOf(
  need: Building,
  opening: Entry,
  places: ReadonlyMap<EntryId, Place>,
  ignored: readonly EntryId[],
): Need {
  const states = new Map(
    NEED_FIELDS.map((field) => [field, fieldState(need.writes.get(field) ?? [])]),
  );
  const words = Object.fromEntries(
    NEED_FIELDS.map((field) => [field, states.get(field)?.now.value]),
  ) as unknown as NeedWords;
  const claims = claimsOf(need, places);
  const state: NeedState = need.state === 'open' && claims.length > 0 ? 'claimed' : need.state;
  const archivedBy = need.archivedBy;
  const base = {
    ...words,
    id: need.id,
    side: need.posted.side,
    by: need.by,
    at: opening.at,
    state,
    archived: archivedBy !== undefined,
    editedAfterArchiving:
      archivedBy !== undefined && need.edits.some((entry) => inOrder(entry, archivedBy) > 0),
    claims,
    collisions: collisionsOf(need.charter, states),
    heads: headsOf(states),
    helpers: state === 'claimed' ? claims.map((one) => one.by) : [],
    ignored,
  };
  return { ...base, shelf: shelfOf(base), rank: rankOf(base) };
}

function claimsOf(need: Building, places: ReadonlyMap<EntryId, Place>): Claim[] {
  const { chosen } = need;
  const order = firstCome(places);
  const sorted = activeClaims(need).sort((a, b) =>
    a.id === chosen ? -1 : b.id === chosen ? 1 : order(a, b),
  );
  return sorted.map((entry, i) => ({
    id: entry.id,
    by: personOf(need.charter, entry.by) ?? need.by,
    at: entry.at,
    standing: i === 0 ? 'lead' : 'backup',
    asked: entry.id !== chosen && !places.has(entry.id),
    stayed: need.stayed.has(entry.id),
  }));
}

type States = ReadonlyMap<NeedField, FieldState | undefined>;

function collisionsOf(charter: Charter, states: States): Collision[] {
  return NEED_FIELDS.flatMap((field) => {
    const state = states.get(field);
    if (state === undefined || state.others.length === 0) return [];
    const written = ({ entry, by, value }: FieldState['now']) => ({
      entry,
      by: personOf(charter, by) ?? charter.id,
      value,
    });
    return [{ field, now: written(state.now), others: state.others.map(written) }];
  });
}

function headsOf(states: States): Need['heads'] {
  return Object.fromEntries(
    NEED_FIELDS.map((field) => {
      const state = states.get(field);
      return [field, state ? [state.now.entry, ...state.others.map(({ entry }) => entry)] : []];
    }),
  ) as unknown as Need['heads'];
}

export const needsProjection: Projection<Need> = {
  area: 'needs',
  indexes: 'id, [shelf+rank], [shelf+what+rank], [shelf+zone+rank], *helpers, by, zone',
  version: 1,
  contested: ['needs.claimed'],
  fold: foldNeed,
};
