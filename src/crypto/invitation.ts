/**
 * An invitation: everything a newcomer's phone needs, in one code. It travels in the fragment of a
 * link, which browsers send to nobody. The newcomer brings own keys; the invitation's secret only
 * signs them, once.
 *
 * Format 1: `[1][root 32][epoch 32][seed 32][invitation 32][community 32][until varint][name]`,
 * then the first 4 bytes of SHA-256 over all before, as base64url.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { bytesOf, type EntryId, textOf } from '../community/id.ts';
import { done, type Result, refuse } from '../community/result.ts';
import type { DeviceKeys } from './device-keys.ts';
import { sha256 } from './hash.ts';
import { sign, signingPairFromSeed, verify } from './signing.ts';

const FORMAT = 1;
const CHECK_BYTES = 4;

export interface Invitation {
  readonly root: Uint8Array;
  readonly epoch: Uint8Array;
  /** Seed of the invitation's own signing key. */
  readonly seed: Uint8Array;
  /** The charter entry that announced it. */
  readonly id: EntryId;
  /** The founding entry of the community. */
  readonly community: EntryId;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly communityName: string;
}

export type InvitationRefusal = 'invitation-damaged' | 'invitation-newer';

export async function writeInvitation(invitation: Invitation): Promise<string> {
  const fields = encoding.encode((out) => {
    encoding.writeUint8(out, FORMAT);
    encoding.writeUint8Array(out, invitation.root);
    encoding.writeUint8Array(out, invitation.epoch);
    encoding.writeUint8Array(out, invitation.seed);
    encoding.writeUint8Array(out, bytesOf(invitation.id));
    encoding.writeUint8Array(out, bytesOf(invitation.community));
    encoding.writeVarUint(out, invitation.until);
    encoding.writeVarString(out, invitation.communityName);
  });
  const check = (await sha256(fields)).subarray(0, CHECK_BYTES);
  return textOf<string>(new Uint8Array([...fields, ...check]));
}

/** Reads a code, a whole link, or either with stray white space around it. */
export async function readInvitation(text: string): Promise<Result<Invitation, InvitationRefusal>> {
  const code = text.trim().replace(/^.*#join=/s, '');
  if (!/^[A-Za-z0-9_-]+$/.test(code)) return refuse('invitation-damaged');
  try {
    const all = bytesOf(code);
    const fields = all.slice(0, -CHECK_BYTES);
    const check = (await sha256(fields)).subarray(0, CHECK_BYTES);
    if (textOf(check) !== textOf(all.slice(-CHECK_BYTES))) return refuse('invitation-damaged');
    const input = decoding.createDecoder(fields);
    if (decoding.readUint8(input) !== FORMAT) return refuse('invitation-newer');
    const next32 = () => decoding.readUint8Array(input, 32).slice();
    return done({
      root: next32(),
      epoch: next32(),
      seed: next32(),
      id: textOf<EntryId>(next32()),
      community: textOf<EntryId>(next32()),
      until: decoding.readVarUint(input),
      communityName: decoding.readVarString(input),
    });
  } catch {
    // Cut, mistyped or foreign text; base64 and lib0 report it by throwing.
    return refuse('invitation-damaged');
  }
}

/** What an invitation signs: these keys join this community by this invitation. */
function joinBytes(
  community: EntryId,
  invitation: EntryId,
  signOpen: Uint8Array,
  boxOpen: Uint8Array,
): Uint8Array {
  return encoding.encode((out) => {
    encoding.writeVarString(out, 'many-hands join 1');
    encoding.writeUint8Array(out, bytesOf(community));
    encoding.writeUint8Array(out, bytesOf(invitation));
    encoding.writeVarUint8Array(out, signOpen);
    encoding.writeVarUint8Array(out, boxOpen);
  });
}

export async function proveInvited(invitation: Invitation, keys: DeviceKeys): Promise<Uint8Array> {
  const pair = await signingPairFromSeed(invitation.seed);
  const bytes = joinBytes(invitation.community, invitation.id, keys.signOpen, keys.boxOpen);
  return sign(pair.secret, bytes);
}

export function isInvited(
  community: EntryId,
  invitation: { readonly id: EntryId; readonly key: Uint8Array },
  keys: { readonly sign: Uint8Array; readonly box: Uint8Array; readonly proof: Uint8Array },
): Promise<boolean> {
  const bytes = joinBytes(community, invitation.id, keys.sign, keys.box);
  return verify(invitation.key, bytes, keys.proof);
}
