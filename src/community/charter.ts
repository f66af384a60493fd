/**
 * The charter: who belongs, with which devices, and which relay is the clock. A pure fold of the
 * charter's entries: the same set gives the same charter in whatever order it came. Proofs inside
 * the entries (an invitation's signature, keys that hash to the device's id) are checked when an
 * entry is taken in.
 */
import * as v from 'valibot';
import { type Entry, inOrder } from './entry.ts';
import { bodyOf, bytes, bytes32, language, shortText } from './fields.ts';
import { type DeviceId, type EntryId, type PersonId, textOf } from './id.ts';
import { firstCome, placesOf, receiptedBody } from './receipt.ts';

const newcomer = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  language,
  /** Raw public keys: Ed25519 to sign, X25519 to receive. */
  sign: bytes32,
  box: bytes32,
};

export const charterKinds = {
  'charter.founded': v.object({ ...newcomer, community: v.pipe(shortText, v.minLength(1)) }),
  /** `key`: the invitation's own public key; whoever holds its secret half may join, once. */
  'charter.invited': v.object({ key: bytes32, until: v.pipe(v.number(), v.safeInteger()) }),
  /** On the invitation. `proof`: the invitation's signature over the newcomer's keys. */
  'charter.joined': v.object({ ...newcomer, proof: bytes }),
  'charter.relay-named': v.object({ key: bytes32 }),
  'charter.receipted': receiptedBody,
} as const;

export type Role = 'coordinator' | 'member';

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly language: string;
  readonly roles: readonly Role[];
  readonly invitedBy: PersonId | undefined;
  readonly since: number;
}

export interface Invitation {
  readonly id: EntryId;
  readonly by: PersonId;
  readonly key: Uint8Array;
  readonly until: number;
  readonly usedBy: PersonId | undefined;
}

export interface Charter {
  /** The founding entry; nothing before it has arrived. */
  readonly id: EntryId;
  readonly name: string;
  readonly language: string;
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly devices: ReadonlyMap<DeviceId, { readonly person: PersonId; readonly sign: Uint8Array }>;
  readonly invitations: ReadonlyMap<EntryId, Invitation>;
  /** Keys of the relays named as clocks, oldest first. */
  readonly relays: readonly string[];
  /** Newest entries of the charter: what a new entry is written under. */
  readonly heads: readonly EntryId[];
  /** Entries that changed nothing: no right, a used invitation, an unknown kind. */
  readonly ignored: readonly EntryId[];
}

export function personOf(charter: Charter, device: DeviceId): PersonId | undefined {
  return charter.devices.get(device)?.person;
}

/** Folds the charter whose founding entry is `root`. */
export function foldCharter(root: EntryId, all: readonly Entry[]): Charter {
  const entries = [...new Map(all.map((entry) => [entry.id, entry])).values()].sort(inOrder);
  const building = {
    id: root,
    name: '',
    language: 'en',
    people: new Map<PersonId, Person>(),
    devices: new Map<DeviceId, { person: PersonId; sign: Uint8Array }>(),
    invitations: new Map<EntryId, Invitation>(),
    relays: [] as string[],
    heads: headsOf(entries),
    ignored: [] as EntryId[],
  };
  const isWinner = firstJoins(entries, namedRelays(root, entries));
  for (const entry of entries) {
    if (!applyEntry(building, entry, isWinner)) building.ignored.push(entry.id);
  }
  return building;
}

type Building = { -readonly [Key in keyof Charter]: Charter[Key] } & {
  people: Map<PersonId, Person>;
  devices: Map<DeviceId, { person: PersonId; sign: Uint8Array }>;
  invitations: Map<EntryId, Invitation>;
  relays: string[];
};

function applyEntry(charter: Building, entry: Entry, isWinner: (id: EntryId) => boolean): boolean {
  switch (entry.kind) {
    case 'charter.founded':
      return found(charter, entry);
    case 'charter.invited':
      return invite(charter, entry);
    case 'charter.joined':
      return isWinner(entry.id) && join(charter, entry);
    case 'charter.relay-named':
      return nameRelay(charter, entry);
    case 'charter.receipted':
      return bodyOf(receiptedBody, entry) !== undefined;
    default:
      return false;
  }
}

function found(charter: Building, entry: Entry): boolean {
  const body = bodyOf(charterKinds['charter.founded'], entry);
  if (body === undefined || entry.id !== charter.id) return false;
  charter.name = body.community;
  charter.language = body.language;
  admit(charter, entry, body, ['coordinator', 'member'], undefined);
  return true;
}

function invite(charter: Building, entry: Entry): boolean {
  const body = bodyOf(charterKinds['charter.invited'], entry);
  const by = personOf(charter, entry.by);
  if (body === undefined || by === undefined) return false;
  charter.invitations.set(entry.id, {
    id: entry.id,
    by,
    key: body.key,
    until: body.until,
    usedBy: undefined,
  });
  return true;
}

function join(charter: Building, entry: Entry): boolean {
  const body = bodyOf(charterKinds['charter.joined'], entry);
  const invitation = charter.invitations.get(entry.on as EntryId);
  if (body === undefined || invitation === undefined || charter.devices.has(entry.by)) return false;
  charter.invitations.set(invitation.id, { ...invitation, usedBy: entry.id });
  admit(charter, entry, body, ['member'], invitation.by);
  return true;
}

/** Only a coordinator names the community's clock. */
function nameRelay(charter: Building, entry: Entry): boolean {
  const body = bodyOf(charterKinds['charter.relay-named'], entry);
  const person = charter.people.get(personOf(charter, entry.by) as PersonId);
  if (body === undefined || !person?.roles.includes('coordinator')) return false;
  const key = textOf<string>(body.key);
  if (!charter.relays.includes(key)) charter.relays.push(key);
  return true;
}

function admit(
  charter: Building,
  entry: Entry,
  body: { name: string; language: string; sign: Uint8Array },
  roles: readonly Role[],
  invitedBy: PersonId | undefined,
): void {
  charter.people.set(entry.id, {
    id: entry.id,
    name: body.name,
    language: body.language,
    roles,
    invitedBy,
    since: entry.at,
  });
  charter.devices.set(entry.by, { person: entry.id, sign: body.sign });
}

/** An invitation admits one: the first well-formed join by receipt, then by (tick, id). */
function firstJoins(
  entries: readonly Entry[],
  relays: readonly string[],
): (id: EntryId) => boolean {
  const order = firstCome(placesOf(entries, relays));
  const first = new Map<string, Entry>();
  for (const entry of entries) {
    if (entry.kind !== 'charter.joined') continue;
    // What cannot be read must not use up the invitation.
    if (bodyOf(charterKinds['charter.joined'], entry) === undefined) continue;
    const known = first.get(entry.on);
    if (known === undefined || order(entry, known) < 0) first.set(entry.on, entry);
  }
  const winners = new Set([...first.values()].map((entry) => entry.id));
  return (id) => winners.has(id);
}

/** Keys named by the founder's device, needed before anybody else is admitted. */
function namedRelays(root: EntryId, entries: readonly Entry[]): string[] {
  const founder = entries.find((entry) => entry.id === root)?.by;
  return entries
    .filter((entry) => entry.kind === 'charter.relay-named' && entry.by === founder)
    .map((entry) => bodyOf(charterKinds['charter.relay-named'], entry)?.key)
    .filter((key) => key !== undefined)
    .map((key) => textOf<string>(key));
}

/** The charter's entries that no other charter entry was written under. */
function headsOf(entries: readonly Entry[]): EntryId[] {
  const covered = new Set(entries.flatMap((entry) => entry.under));
  return entries
    .map((entry) => entry.id)
    .filter((id) => !covered.has(id))
    .sort();
}
