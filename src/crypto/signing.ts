/**
 * Ed25519 signatures. The browser's own where it has them, otherwise the audited noble-curves,
 * loaded only then. Secret keys made natively cannot be extracted.
 */
import { bytesOf, textOf } from '../community/id.ts';
import { plain, randomBytes } from './hash.ts';

/** A native key, or the 32-byte seed where the browser has no Ed25519. */
export type SigningKey = CryptoKey | Uint8Array;

export interface SigningPair {
  readonly secret: SigningKey;
  /** Raw public key, 32 bytes. */
  readonly open: Uint8Array;
}

const ED25519 = { name: 'Ed25519' };
/** RFC 8410: the fixed head of a PKCS#8 Ed25519 key, before its 32-byte seed. */
const PKCS8_HEAD = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

const fallback = () => import('@noble/curves/ed25519.js');

let native: Promise<boolean> | undefined;
/** Whether this browser signs by itself (Chrome 137, Firefox 129, Safari 17 and newer). */
function signsNatively(): Promise<boolean> {
  native ??= crypto.subtle.generateKey(ED25519, false, ['sign', 'verify']).then(
    () => true,
    () => false,
  );
  return native;
}

export async function newSigningPair(): Promise<SigningPair> {
  if (!(await signsNatively())) return signingPairFromSeed(randomBytes(32));
  const pair = (await crypto.subtle.generateKey(ED25519, false, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  return {
    secret: pair.privateKey,
    open: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
  };
}

/** The pair of an invitation: its secret travels as a seed, so it must be rebuilt from one. */
export async function signingPairFromSeed(seed: Uint8Array): Promise<SigningPair> {
  if (!(await signsNatively())) {
    const { ed25519 } = await fallback();
    return { secret: seed, open: ed25519.getPublicKey(seed) };
  }
  const pkcs8 = new Uint8Array([...PKCS8_HEAD, ...seed]);
  const secret = await crypto.subtle.importKey('pkcs8', pkcs8, ED25519, true, ['sign']);
  const { x } = await crypto.subtle.exportKey('jwk', secret);
  return { secret, open: bytesOf(x ?? '') };
}

export async function sign(secret: SigningKey, bytes: Uint8Array): Promise<Uint8Array> {
  if (secret instanceof Uint8Array) return (await fallback()).ed25519.sign(bytes, secret);
  return new Uint8Array(await crypto.subtle.sign(ED25519, secret, plain(bytes)));
}

const imported = new Map<string, Promise<CryptoKey>>();

/** False for a wrong signature and for a key that is none; never throws. */
export async function verify(
  open: Uint8Array,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  try {
    if (!(await signsNatively())) return (await fallback()).ed25519.verify(signature, bytes, open);
    const name = textOf<string>(open);
    const key =
      imported.get(name) ?? crypto.subtle.importKey('raw', plain(open), ED25519, false, ['verify']);
    imported.set(name, key);
    return await crypto.subtle.verify(ED25519, await key, plain(signature), plain(bytes));
  } catch {
    // WebCrypto and noble both throw on bytes that are no key or no signature.
    return false;
  }
}
