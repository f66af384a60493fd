/**
 * A small neighbourhood to look around in. It is made of real entries, signed by real keys of
 * neighbours who exist only here; it stays on this phone and is removed without trace.
 */

import type { Draft, Entry } from '../community/entry.ts';
import type { EntryId } from '../community/id.ts';
import { type DeviceKeys, newDeviceKeys } from '../crypto/device-keys.ts';
import { randomBytes } from '../crypto/hash.ts';
import { proveInvited } from '../crypto/invitation.ts';
import { signingPairFromSeed } from '../crypto/signing.ts';
import { startCommunity } from '../state/founding.ts';
import { language, t } from '../state/language.ts';
import type { Session } from '../state/session.ts';
import { chain } from '../storage/chain.ts';
import { type HighWater, NOTHING_YET } from '../storage/high-water.ts';
import { SAMPLE_NEIGHBOURS, type SampleNeed } from './sample-neighbours.ts';

const HOUR_MS = 3_600_000;

interface Neighbour {
  readonly keys: DeviceKeys;
  head: HighWater;
}

export async function makeSample(): Promise<void> {
  const me = { name: t('welcome:sample-you'), language: language.value };
  const session = await startCommunity(t('welcome:sample-name'), me, true);
  const neighbours: Neighbour[] = [];
  for (const { name, language: lang } of SAMPLE_NEIGHBOURS) {
    neighbours.push(await join(session, name, lang));
  }
  for (const [i, { needs, language: lang }] of SAMPLE_NEIGHBOURS.entries()) {
    for (const need of needs) await tellNeed(session, neighbours, i, lang, need);
  }
}

async function join(session: Session, name: string, lang: string): Promise<Neighbour> {
  const { journal, identity } = session;
  const seed = randomBytes(32);
  const { open: key } = await signingPairFromSeed(seed);
  const until = Date.now() + HOUR_MS;
  const [invited] = await journal.append([
    { kind: 'charter.invited', on: '', body: { key, until } },
  ]);
  const keys = await newDeviceKeys();
  const id = invited?.id ?? ('' as EntryId);
  const invitation = { ...identity.secrets, epoch: seed, seed, id, community: identity.root };
  const proof = await proveInvited({ ...invitation, until, communityName: '' }, keys);
  const body = { name, language: lang, sign: keys.signOpen, box: keys.boxOpen, proof };
  const neighbour = { keys, head: { ...NOTHING_YET, tick: invited?.tick ?? 0 } };
  await write(session, neighbour, { kind: 'charter.joined', on: id, body }, Date.now());
  return neighbour;
}

async function tellNeed(
  session: Session,
  neighbours: readonly Neighbour[],
  author: number,
  lang: string,
  { hoursAgo, claimedBy = [], isDone = false, amount, ...words }: SampleNeed,
): Promise<void> {
  const at = Date.now() - hoursAgo * HOUR_MS;
  const body = { ...words, lang, amount: amount ?? null, day: null };
  const posted = await write(
    session,
    neighbours[author],
    { kind: 'needs.posted', on: '', body },
    at,
  );
  const on = posted?.id ?? ('' as EntryId);
  for (const who of claimedBy) {
    await write(session, neighbours[who], { kind: 'needs.claimed', on, body: {} }, at + HOUR_MS);
  }
  if (isDone) {
    await write(
      session,
      neighbours[author],
      { kind: 'needs.confirmed', on, body: {} },
      at + 9 * HOUR_MS,
    );
  }
}

async function write(
  { journal }: Session,
  neighbour: Neighbour | undefined,
  draft: Draft,
  at: number,
): Promise<Entry | undefined> {
  if (neighbour === undefined) return undefined;
  const seen = await journal.highestTick();
  const from = { ...neighbour.head, tick: Math.max(neighbour.head.tick, seen) };
  const { entries, rows, head } = await chain([draft], neighbour.keys, journal.charter, from, at);
  neighbour.head = head;
  for (const { doc, packed } of rows) await journal.receive(doc, [packed]);
  return entries[0];
}
