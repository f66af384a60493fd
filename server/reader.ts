/**
 * One connection reading one log. It always reads the store by cursor, past frames and live ones
 * alike, so nothing reaches a phone out of order or before what comes before it; a slow phone is
 * simply read for later.
 */
import type { LogStore } from './log-store.ts';
import { isBehind, type Peer, tell } from './peer.ts';
import { CLOSE } from './protocol.ts';

const PAGE_BYTES = 256 * 1024;

const nameOf = (id: Uint8Array): string => Buffer.from(id).toString('base64');

export class Reader {
  readonly log: Uint8Array;
  readonly #store: LogStore;
  readonly #peer: Peer;
  #cursor: number;
  /** Frames this connection appends itself: it is told `kept` and not sent them. */
  readonly #own = new Set<string>();
  #isReading = false;
  #wantsMore = false;
  #hasToldHead = false;
  #isStopped = false;
  #isWaiting = false;

  constructor(store: LogStore, peer: Peer, log: Uint8Array, after: number) {
    this.#store = store;
    this.#peer = peer;
    this.log = log;
    this.#cursor = after;
  }

  leaveOut(id: Uint8Array): void {
    this.#own.add(nameOf(id));
  }

  /** The append is answered: kept at `seq`, or refused. */
  answered(id: Uint8Array, seq: number | undefined): void {
    if (seq === undefined || seq <= this.#cursor) this.#own.delete(nameOf(id));
  }

  stop(): void {
    this.#isStopped = true;
  }

  goOn(): void {
    this.#wantsMore = true;
    if (!this.#isReading) void this.#read();
  }

  /** The peer may have room again. */
  resume(): void {
    if (this.#isWaiting && !isBehind(this.#peer)) this.goOn();
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    this.#isWaiting = false;
    try {
      while (this.#wantsMore && !this.#isStopped && !this.#isWaiting) await this.#sendPage();
    } catch {
      // The store cannot be read just now; the phone comes back to another try.
      this.#peer.close(CLOSE.later, 'the store cannot be read');
    } finally {
      this.#isReading = false;
    }
  }

  async #sendPage(): Promise<void> {
    this.#wantsMore = false;
    const page = isBehind(this.#peer)
      ? undefined
      : await this.#store.read(this.log, this.#cursor, PAGE_BYTES);
    if (this.#isStopped) return;
    // Asked again: the other logs of this connection were read meanwhile, and fill the same pipe.
    if (page === undefined || isBehind(this.#peer)) {
      this.#isWaiting = true;
      return;
    }
    const { frames, head } = page;
    const others = frames.filter(({ id }) => !this.#own.delete(nameOf(id)));
    this.#cursor = frames.at(-1)?.seq ?? this.#cursor;
    const more = this.#cursor < head;
    this.#wantsMore ||= more;
    if (others.length === 0 && this.#hasToldHead) return;
    this.#hasToldHead = !more;
    tell(this.#peer, { kind: 'frames', log: this.log, head, more, frames: others });
  }
}
