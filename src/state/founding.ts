/** Starting a community, joining one, inviting into one, and taking one off this phone. */
import { effect, signal } from '@preact/signals';
import { foldCharter } from '../community/charter.ts';
import type { EntryId } from '../community/id.ts';
import { done, type Result, refuse } from '../community/result.ts';
import { newSecrets } from '../crypto/community-keys.ts';
import { type DeviceKeys, newDeviceKeys } from '../crypto/device-keys.ts';
import { randomBytes } from '../crypto/hash.ts';
import {
  type Invitation,
  type InvitationRefusal,
  proveInvited,
  readInvitation,
  writeInvitation,
} from '../crypto/invitation.ts';
import { signingPairFromSeed } from '../crypto/signing.ts';
import { chain } from '../storage/chain.ts';
import { forgetHighWater, NOTHING_YET } from '../storage/high-water.ts';
import { createCommunity } from '../storage/open-community.ts';
import type { SaveRefusal } from '../storage/saving.ts';
import {
  forgetCommunity,
  type KeptCommunity,
  keepCommunity,
  keptCommunities,
} from '../storage/this-phone.ts';
import { report } from './carrying.ts';
import {
  charter,
  closeSession,
  enter,
  me,
  openLast,
  projections,
  type Session,
  session,
  write,
} from './session.ts';

export interface Newcomer {
  readonly name: string;
  /** BCP 47, as in `es`. */
  readonly language: string;
}

const DAY_MS = 86_400_000;
const INVITATION_DAYS = 14;

/** Starts a community with this phone's person as its first coordinator. */
export async function startCommunity(
  community: string,
  { name, language }: Newcomer,
  sample = false,
): Promise<Session> {
  const keys = await newDeviceKeys();
  const body = { community, name, language, sign: keys.signOpen, box: keys.boxOpen };
  const nobody = foldCharter('' as EntryId, []);
  const founded = { kind: 'charter.founded', on: '', body } as const;
  const founding = await chain([founded], keys, nobody, NOTHING_YET, Date.now());
  const root = founding.rows[0]?.id ?? ('' as EntryId);
  const identity = { root, keys, secrets: newSecrets(), sample };
  const db = await createCommunity(identity, projections());
  const kept = { id: root, database: db.name, sample };
  const entered = enter(kept, identity, db);
  await entered.journal.begin(founding);
  charter.value = entered.journal.charter;
  keepCommunity(kept);
  return entered;
}

/** Announces an invitation in the charter and returns the link that carries it. */
export async function invite(): Promise<Result<string, SaveRefusal>> {
  const open = session.value;
  const known = charter.value;
  const epoch = open?.identity.secrets.epochs.at(-1);
  if (open === undefined || known === undefined || epoch === undefined) {
    return refuse('storage-broken');
  }
  const seed = randomBytes(32);
  const { open: key } = await signingPairFromSeed(seed);
  const until = Date.now() + INVITATION_DAYS * DAY_MS;
  const written = await write<never>(
    done([{ kind: 'charter.invited', on: '', body: { key, until } }]),
  );
  if (!written.ok) return written;
  const code = await writeInvitation({
    root: open.identity.secrets.root,
    epoch,
    seed,
    id: written.value[0]?.id ?? ('' as EntryId),
    community: known.id,
    until,
    communityName: known.name,
  });
  return done(`${location.origin}/#join=${code}`);
}

export type JoinRefusal = InvitationRefusal | 'invitation-used' | 'invitation-old' | 'already-here';

/** Where a newcomer's phone stands; nothing when nobody is joining. */
export interface Joining extends Newcomer {
  readonly invitation: Invitation;
}

/** The joining that is under way on this phone. */
export const joining = signal<Joining | undefined>(undefined);
/** Why the last joining ended without a welcome. */
export const joinRefused = signal<JoinRefusal | undefined>(undefined);

export async function checkInvitation(
  text: string,
): Promise<Result<Invitation, InvitationRefusal | 'already-here'>> {
  const read = await readInvitation(text);
  if (!read.ok) return read;
  const isHere = keptCommunities().some(({ id }) => id === read.value.community);
  return isHere ? refuse('already-here') : read;
}

/** Prepares this phone; the joining itself is finished when the community has been reached. */
export async function joinCommunity(invitation: Invitation, newcomer: Newcomer): Promise<void> {
  joinRefused.value = undefined;
  const keys: DeviceKeys = await newDeviceKeys();
  const secrets = { root: invitation.root, epochs: [invitation.epoch] };
  const identity = { root: invitation.community, keys, secrets, sample: false };
  const db = await createCommunity(identity, projections());
  const underWay: Joining = { invitation, ...newcomer };
  await db.marks.put({ name: 'joining', value: underWay });
  const kept = { id: invitation.community, database: db.name, sample: false };
  keepCommunity(kept);
  enter(kept, identity, db);
}

/** Goes on with a joining whenever the carrier has reached the community. */
export function watchJoining(): void {
  effect(() => {
    const open = session.value;
    joining.value = undefined;
    if (open) void resume(open);
  });
  effect(() => {
    const underWay = joining.value;
    if (underWay && report.value?.hasCharter && me.value === undefined) void finish(underWay);
  });
  effect(() => {
    if (me.value && joining.peek()) void session.peek()?.journal.db.marks.delete('joining');
    if (me.value) joining.value = undefined;
  });
}

async function resume({ journal }: Session): Promise<void> {
  const mark = await journal.db.marks.get('joining');
  joining.value = mark?.value as Joining | undefined;
}

let isFinishing = false;

async function finish({ invitation, name, language }: Joining): Promise<void> {
  const open = session.value;
  if (open === undefined || isFinishing) return;
  isFinishing = true;
  try {
    const announced = open.journal.charter.invitations.get(invitation.id);
    // Without the inviter's entry the charter on the relay is older than the code: wait for it.
    if (announced === undefined) return;
    const why = announced.usedBy
      ? 'invitation-used'
      : isOver(announced.until)
        ? 'invitation-old'
        : undefined;
    if (why) {
      joinRefused.value = why;
      return;
    }
    const { keys } = open.identity;
    const proof = await proveInvited(invitation, keys);
    const body = { name, language, sign: keys.signOpen, box: keys.boxOpen, proof };
    await write(done([{ kind: 'charter.joined', on: invitation.id, body }]));
  } finally {
    isFinishing = false;
  }
}

/** Judged by the relay's clock as last seen, since this phone's own may be years off. */
function isOver(until: number): boolean {
  return Date.now() - (report.value?.clockOffMs ?? 0) > until;
}

/** Takes the open community off this phone, with everything in it. */
export async function forget(kept: KeptCommunity): Promise<void> {
  closeSession();
  await forgetCommunity(kept);
  await forgetHighWater(kept.database);
  joinRefused.value = undefined;
  await openLast(projections());
}
