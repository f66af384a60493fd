/** The relay's signed word on who stood where in a log. */
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { Kept, Stamp } from './log-store.ts';
import { type Receipt, receiptBytes } from './protocol.ts';

/** A clock before this was never set: a Raspberry Pi without network starts in the past. */
const EARLIEST_SANE = Date.UTC(2026, 0, 1);
/** A clock set back by less is being corrected, and waits until it has caught up. */
const CORRECTED_MS = 60_000;
const RAW_KEY_BYTES = 32;

export class Receipts {
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly #key: KeyObject;
  #latest: number;

  /** `key`: PKCS#8 DER. `latestTrusted`: the greatest time this store has trusted. */
  constructor(key: Uint8Array, latestTrusted: number) {
    this.#key = createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(this.#key).export({ format: 'der', type: 'spki' });
    this.publicKey = new Uint8Array(spki.subarray(-RAW_KEY_BYTES));
    this.#latest = latestTrusted;
  }

  /** What the clock says, `now` in milliseconds since 1970. Trusted times never go backwards. */
  stamp(now: number): Stamp {
    const time = now < this.#latest && now > this.#latest - CORRECTED_MS ? this.#latest : now;
    const trusted = time >= EARLIEST_SANE && time >= this.#latest;
    if (trusted) this.#latest = time;
    return { time, trusted };
  }

  give(log: Uint8Array, { seq, commitment, stamp }: Kept): Receipt {
    const bytes = receiptBytes(log, seq, commitment, stamp.time, stamp.trusted);
    return { seq, ...stamp, signature: new Uint8Array(sign(null, bytes, this.#key)) };
  }
}
