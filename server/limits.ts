/** How large, how many, how fast. Numbers, and the counters that hold to them. */
import type { Quota } from './log-store.ts';

export interface Limits {
  readonly log: Quota;
  /** Appends of one connection: a burst, refilled this fast. */
  readonly appendBurst: number;
  readonly appendsPerSecond: number;
  /** Its other messages, which cost a read of the store at most. */
  readonly messageBurst: number;
  readonly messagesPerSecond: number;
  /** Bytes of appends not yet answered, of one connection and of all. */
  readonly connectionBytesUnderWay: number;
  readonly bytesUnderWay: number;
  readonly logsPerConnection: number;
  readonly listenersPerLog: number;
  readonly socketsPerAddress: number;
}

export const DEFAULT_LIMITS: Limits = {
  log: { frames: 2_000_000, bytes: 512 * 1024 * 1024 },
  appendBurst: 400,
  appendsPerSecond: 50,
  messageBurst: 1_000,
  messagesPerSecond: 50,
  connectionBytesUnderWay: 4 * 1024 * 1024,
  bytesUnderWay: 64 * 1024 * 1024,
  logsPerConnection: 256,
  listenersPerLog: 1_000,
  // A shelter's Wi-Fi, or a mobile network, shows many phones as one address.
  socketsPerAddress: 200,
};

/** A bucket that refills with time: `take` is false when the sender is too fast. */
export class Bucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #left: number;
  #at: number;

  /** `now`: milliseconds. */
  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#left = burst;
    this.#at = now;
  }

  take(now: number): boolean {
    const refill = (Math.max(0, now - this.#at) / 1000) * this.#perSecond;
    this.#left = Math.min(this.#burst, this.#left + refill);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** Sockets of each address, in memory only. */
export class AddressCount {
  readonly #most: number;
  readonly #counts = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Loopback is a proxy on this machine, with everybody behind it: never refused. */
  enter(address: string): boolean {
    const count = this.#counts.get(address) ?? 0;
    if (count >= this.#most && !LOOPBACK.includes(address)) return false;
    this.#counts.set(address, count + 1);
    return true;
  }

  leave(address: string): void {
    const count = (this.#counts.get(address) ?? 1) - 1;
    if (count > 0) this.#counts.set(address, count);
    else this.#counts.delete(address);
  }
}
