/** What the entries about one need add up to. Pure: any order, any repetition, the same row. */
import { type Charter, personOf } from '../../community/charter.ts';
import { type FieldState, type FieldWrite, fieldState } from '../../community/edits.ts';
import { type Entry, inOrder } from '../../community/entry.ts';
import { bodyOf, isUnderstood } from '../../community/fields.ts';
import type { DeviceId, EntryId, PersonId, RecordId } from '../../community/id.ts';
import type { Projection } from '../../community/projection.ts';
import { isReceipt, type Place, placesOf } from '../../community/receipt.ts';
import { isUndo, undone, undosIn } from '../../community/undo.ts';
import { type Act, may } from '../members/roles.ts';
import { rankOf, shelfOf } from './board.ts';
import { type Claiming, choose, claimsOf, hasClaim, nobodyYet, release, stay } from './claims.ts';
import {
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
  readonly opening: Entry;
  readonly charter: Charter;
  readonly posted: Posted;
  readonly by: PersonId;
  readonly claiming: Claiming;
  readonly undone: ReadonlySet<EntryId>;
  state: 'open' | 'done' | 'confirmed';
  archivedBy: Entry | undefined;
  lastEdit: Entry | undefined;
  readonly writes: Map<NeedField, FieldWrite[]>;
}

export function foldNeed(id: RecordId, all: readonly Entry[], charter: Charter): Need | undefined {
  const entries = [...new Map(all.map((entry) => [entry.id, entry])).values()].sort(inOrder);
  const whose = (device: DeviceId) => personOf(charter, device);
  const opening = entries.find((entry) => entry.id === id && entry.kind === 'needs.posted');
  const posted = opening && bodyOf(needKinds['needs.posted'], opening);
  const by = opening && whose(opening.by);
  if (opening === undefined || posted === undefined || by === undefined) return undefined;
  if (!may(charter.people.get(by), 'post a need')) return undefined;

  const heard = new Set(
    entries.filter((entry) => isUnderstood(needKinds, entry) && whose(entry.by) !== undefined),
  );
  // An asking is archived, not undone; a receipt is the relay's word and nobody's to take back.
  const undoable = [...heard].filter((entry) => entry !== opening && !isReceipt(entry));
  const undos = undosIn(undoable, whose);
  const need = begin(charter, opening, posted, by, undone(undoable, whose));
  const ignored: EntryId[] = [];
  for (const entry of entries) {
    const person = whose(entry.by);
    const counts =
      heard.has(entry) &&
      person !== undefined &&
      (entry === opening || isReceipt(entry) || undos.has(entry.id) || apply(need, entry, person));
    if (!counts && !need.undone.has(entry.id)) ignored.push(entry.id);
  }
  return rowOf(need, placesOf([...heard], charter.relays), ignored);
}

function begin(
  charter: Charter,
  opening: Entry,
  posted: Posted,
  by: PersonId,
  gone: ReadonlySet<EntryId>,
): Building {
  const writes = NEED_FIELDS.map((field): [NeedField, FieldWrite[]] => [
    field,
    [{ entry: opening, value: posted[field], over: [] }],
  ]);
  return {
    opening,
    charter,
    posted,
    by,
    claiming: nobodyYet(),
    undone: gone,
    state: 'open',
    archivedBy: undefined,
    lastEdit: undefined,
    writes: new Map(writes),
  };
}

/** False when the entry changes nothing: its author had no right, or it was taken back. */
function apply(need: Building, entry: Entry, person: PersonId): boolean {
  const mayTend = person === need.by || mayAct(need, person, "tend anybody's need");
  const isOnIt = hasClaim(need.claiming, person);
  if (entry.kind === 'needs.edited') return (mayTend || isOnIt) && edit(need, entry);
  if (isUndo(entry) || need.undone.has(entry.id)) return false;
  switch (entry.kind) {
    case 'needs.claimed':
      return claim(need, entry, person);
    case 'needs.released':
      return release(need.claiming, entry, person);
    case 'needs.stayed':
      return stay(need.claiming, entry, person);
    case 'needs.chosen':
      return mayChoose(need, person) && choose(need.claiming, entry);
    case 'needs.done':
      if (!mayTend && !isOnIt) return false;
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

const mayAct = (need: Building, person: PersonId, act: Act): boolean =>
  may(need.charter.people.get(person), act);

const mayChoose = (need: Building, person: PersonId): boolean =>
  person === need.by || mayAct(need, person, 'choose who leads');

function claim(need: Building, entry: Entry, person: PersonId): boolean {
  if (person === need.by || !mayAct(need, person, 'claim a need')) return false;
  need.claiming.claims.push({ entry, by: person });
  return true;
}

/** An edit that was taken back is noted too: who replaced it has replaced what it replaced. */
function edit(need: Building, entry: Entry): boolean {
  const body = bodyOf(needKinds['needs.edited'], entry);
  if (body === undefined) return false;
  if (!need.undone.has(entry.id)) need.lastEdit = entry;
  for (const field of NEED_FIELDS) {
    const value = body.set[field];
    if (value === undefined) continue;
    const over = (Object.hasOwn(body.over, field) ? body.over[field] : undefined) ?? [];
    need.writes.get(field)?.push({ entry, value, over: over as EntryId[] });
  }
  return true;
}

function rowOf(
  need: Building,
  places: ReadonlyMap<EntryId, Place>,
  ignored: readonly EntryId[],
): Need {
  const states: States = new Map(
    NEED_FIELDS.map((field) => [field, fieldState(need.writes.get(field) ?? [], need.undone)]),
  );
  const words = Object.fromEntries(
    NEED_FIELDS.map((field) => [field, states.get(field)?.now.value]),
  ) as unknown as NeedWords;
  const claims = claimsOf(need.claiming, places);
  const state: NeedState = need.state === 'open' && claims.length > 0 ? 'claimed' : need.state;
  const { archivedBy, lastEdit, opening } = need;
  const archived = archivedBy !== undefined;
  const shelf = shelfOf({ side: need.posted.side, state, archived });
  return {
    ...words,
    id: opening.id,
    side: need.posted.side,
    by: need.by,
    at: opening.at,
    state,
    archived,
    editedAfterArchiving: archived && lastEdit !== undefined && inOrder(lastEdit, archivedBy) > 0,
    claims,
    collisions: collisionsOf(need.charter, states),
    heads: headsOf(opening, states),
    helpers: state === 'claimed' && !archived ? claims.map((one) => one.by) : [],
    ignored,
    shelf,
    rank: rankOf({ ...words, shelf, at: opening.at }),
  };
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

function headsOf(opening: Entry, states: States): Need['heads'] {
  const edited = NEED_FIELDS.flatMap((field): [NeedField, readonly EntryId[]][] => {
    const heads = states.get(field)?.heads ?? [];
    return heads.length === 1 && heads[0] === opening.id ? [] : [[field, heads]];
  });
  return Object.fromEntries(edited);
}

export const needsProjection: Projection<Need> = {
  area: 'needs',
  indexes: 'id, [shelf+rank], [shelf+what+rank], [shelf+zone+rank], *helpers, by',
  version: 2,
  contested: ['needs.claimed'],
  fold: foldNeed,
};
