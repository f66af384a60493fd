/** A store in memory, for tests: it can be told to fail or be full, and forgets all when closed. */
import { GroupCommit } from './group-commit.ts';
import {
  type Appended,
  FRAME_OVERHEAD_BYTES,
  fitsPage,
  type LogStore,
  type NewFrame,
  type Page,
  type Quota,
  StoreFull,
} from './log-store.ts';
import { newStoreIdentity } from './store-identity.ts';

interface Log {
  readonly tokenHash: Uint8Array;
  readonly frames: NewFrame[];
  readonly places: Map<string, number>;
  bytes: number;
}

interface Ask {
  readonly log: string;
  readonly tokenHash: Uint8Array;
  readonly frame: NewFrame;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export class MemoryStore implements LogStore {
  readonly identity = newStoreIdentity();
  /** The next commits that fail, each with its error. */
  readonly failures: Error[] = [];
  /** Bytes it takes in all; more is refused as a full disk would be. */
  capacity = Number.POSITIVE_INFINITY;
  latestTrusted = 0;
  commits = 0;
  readonly #quota: Quota;
  readonly #logs = new Map<string, Log>();
  readonly #commits = new GroupCommit<Ask, Appended>(async (asks) => this.#commit(asks));

  constructor(quota: Quota) {
    this.#quota = quota;
  }

  append(log: Uint8Array, tokenHash: Uint8Array, frame: NewFrame): Promise<Appended> {
    return this.#commits.add({ log: hex(log), tokenHash, frame }, frame.body.length);
  }

  async read(log: Uint8Array, after: number, maxBytes: number): Promise<Page> {
    const frames = this.#logs.get(hex(log))?.frames ?? [];
    const page = [];
    let bytes = 0;
    for (const [index, { id, body }] of frames.slice(after).entries()) {
      if (!fitsPage(bytes, body, maxBytes)) break;
      bytes += FRAME_OVERHEAD_BYTES + body.length;
      page.push({ seq: after + index + 1, id, body });
    }
    return { frames: page, head: frames.length };
  }

  async close(): Promise<void> {
    await this.#commits.settled();
    this.#logs.clear();
  }

  #commit(asks: readonly Ask[]): Appended[] {
    this.commits += 1;
    const failure = this.failures.shift();
    if (failure) throw failure;
    const held = [...this.#logs.values()].reduce((bytes, log) => bytes + log.bytes, 0);
    const added = asks.reduce((bytes, { frame }) => bytes + frame.body.length, 0);
    if (held + added > this.capacity) throw new StoreFull('memory is full');
    return asks.map((ask) => this.#keep(ask));
  }

  #keep({ log: name, tokenHash, frame }: Ask): Appended {
    const log = this.#logs.get(name) ?? newLog(tokenHash);
    if (hex(log.tokenHash) !== hex(tokenHash)) return 'wrong-token';
    const place = log.places.get(hex(frame.id));
    const known = place === undefined ? undefined : log.frames[place - 1];
    if (place !== undefined && known) return { seq: place, ...receiptedPart(known) };
    const bytes = log.bytes + frame.body.length;
    if (log.frames.length >= this.#quota.frames || bytes > this.#quota.bytes) return 'over-quota';
    const seq = log.frames.push(frame);
    log.places.set(hex(frame.id), seq);
    log.bytes = bytes;
    this.#logs.set(name, log);
    if (frame.stamp.trusted) this.latestTrusted = Math.max(this.latestTrusted, frame.stamp.time);
    return { seq, ...receiptedPart(frame) };
  }
}

function newLog(tokenHash: Uint8Array): Log {
  return { tokenHash, frames: [], places: new Map(), bytes: 0 };
}

function receiptedPart({ commitment, stamp }: NewFrame): Pick<NewFrame, 'commitment' | 'stamp'> {
  return { commitment, stamp };
}
