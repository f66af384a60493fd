/** The keys of this phone: one pair to sign, one pair to be written to. */
import type { DeviceId } from '../community/id.ts';
import { deviceIdOf, plain, randomBytes } from './hash.ts';
import { newSigningPair, type SigningKey } from './signing.ts';

/** Kept as it is in the phone's database; native secrets stay inside the browser. */
export interface DeviceKeys {
  readonly id: DeviceId;
  readonly sign: SigningKey;
  readonly signOpen: Uint8Array;
  /** X25519; the raw secret where the browser has none of its own. */
  readonly box: CryptoKey | Uint8Array;
  readonly boxOpen: Uint8Array;
}

export async function newDeviceKeys(): Promise<DeviceKeys> {
  const signing = await newSigningPair();
  const box = await newBoxPair();
  return {
    id: await deviceIdOf(signing.open),
    sign: signing.secret,
    signOpen: signing.open,
    box: box.secret,
    boxOpen: box.open,
  };
}

async function newBoxPair(): Promise<{ secret: CryptoKey | Uint8Array; open: Uint8Array }> {
  try {
    const pair = (await crypto.subtle.generateKey({ name: 'X25519' }, false, [
      'deriveBits',
    ])) as CryptoKeyPair;
    const open = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    return { secret: pair.privateKey, open };
  } catch {
    // No X25519 in this browser: the audited library instead.
    const { x25519 } = await import('@noble/curves/ed25519.js');
    const secret = randomBytes(32);
    return { secret, open: plain(x25519.getPublicKey(secret)) };
  }
}
