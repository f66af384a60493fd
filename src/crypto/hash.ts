/** SHA-256 and HKDF by WebCrypto, and the ids made from them. */
import { DEVICE_ID_BYTES, type DeviceId, type EntryId, textOf } from '../community/id.ts';

/** A copy that WebCrypto's types accept: backed by a plain buffer of its own. */
export const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', plain(bytes)));
}

export async function entryIdOf(bytes: Uint8Array): Promise<EntryId> {
  return textOf<EntryId>(await sha256(bytes));
}

/** A device is named by its signing key, so nobody can claim another's name. */
export async function deviceIdOf(signingKey: Uint8Array): Promise<DeviceId> {
  return textOf<DeviceId>((await sha256(signingKey)).subarray(0, DEVICE_ID_BYTES));
}

/** HKDF-SHA-256 with an empty salt; `info` separates the uses of one secret. */
export async function derive(
  secret: Uint8Array,
  info: string,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', plain(secret), 'HKDF', false, ['deriveBits']);
  const params = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: new TextEncoder().encode('many-hands ' + info),
  };
  return new Uint8Array(await crypto.subtle.deriveBits(params, key, length * 8));
}

export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}
