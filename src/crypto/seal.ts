/**
 * Sealed frames: what the relay keeps. AES-256-GCM under the community's epoch key; the key's id
 * stands in front and is authenticated together with the log, so a frame opens only in its own log
 * and under the one key it names.
 *
 * Format 1: `[1][key id 16][iv 12][ciphertext + tag]`, the plaintext padded.
 */
import { textOf } from '../community/id.ts';
import { derive, plain, randomBytes } from './hash.ts';
import { pad, unpad } from './padding.ts';

const FORMAT = 1;
const KEY_ID_BYTES = 16;
const IV_BYTES = 12;
const HEAD_BYTES = 1 + KEY_ID_BYTES;
const FRAME_ID_BYTES = 16;

export interface EpochKey {
  readonly id: Uint8Array;
  readonly sealing: CryptoKey;
  /** Names frames by their content, so that a repeated append is the same append. */
  readonly naming: CryptoKey;
}

export interface SealedFrame {
  readonly id: Uint8Array;
  readonly body: Uint8Array;
}

/** `secret`: 32 random bytes shared by the members of this epoch. */
export async function epochKeyFrom(secret: Uint8Array): Promise<EpochKey> {
  const sealing = await derive(secret, 'frame key', 32);
  const naming = await derive(secret, 'frame name', 32);
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  return {
    id: await derive(secret, 'key id', KEY_ID_BYTES),
    sealing: await crypto.subtle.importKey('raw', sealing, 'AES-GCM', false, [
      'encrypt',
      'decrypt',
    ]),
    naming: await crypto.subtle.importKey('raw', naming, hmac, false, ['sign']),
  };
}

/** Seals one frame for one log. The id depends on the log and the content alone. */
export async function seal(
  key: EpochKey,
  log: Uint8Array,
  inside: Uint8Array,
): Promise<SealedFrame> {
  const head = new Uint8Array([FORMAT, ...key.id]);
  const iv = randomBytes(IV_BYTES);
  const params = { name: 'AES-GCM', iv, additionalData: joined(head, log) };
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt(params, key.sealing, plain(pad(inside))),
  );
  const named = await crypto.subtle.sign('HMAC', key.naming, joined(log, inside));
  return {
    id: new Uint8Array(named).slice(0, FRAME_ID_BYTES),
    body: joined(head, iv, sealed),
  };
}

/** Why a frame stays closed: damaged or forged, made by a newer app, or under a key we lack. */
export type Unopened = 'damaged' | 'newer-format' | 'unknown-key';

/** `keys`: the epochs we hold, by their id as base64url text. Never throws. */
export async function unseal(
  keys: ReadonlyMap<string, EpochKey>,
  log: Uint8Array,
  body: Uint8Array,
): Promise<Uint8Array | Unopened> {
  if (body.length < HEAD_BYTES + IV_BYTES + 16) return 'damaged';
  if (body[0] !== FORMAT) return 'newer-format';
  const head = body.subarray(0, HEAD_BYTES);
  const key = keys.get(textOf<string>(head.subarray(1)));
  if (key === undefined) return 'unknown-key';
  const iv = plain(body.subarray(HEAD_BYTES, HEAD_BYTES + IV_BYTES));
  const params = { name: 'AES-GCM', iv, additionalData: joined(head, log) };
  const sealed = plain(body.subarray(HEAD_BYTES + IV_BYTES));
  try {
    return unpad(new Uint8Array(await crypto.subtle.decrypt(params, key.sealing, sealed)));
  } catch {
    // WebCrypto's only way to say that the tag does not fit.
    return 'damaged';
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
