/** One phone's talk with the relay: hello, what it listens to, what it appends. */
import { type Append, type Appending, refused } from './appending.ts';
import { Bucket, type Limits } from './limits.ts';
import type { Listeners } from './listeners.ts';
import type { LogStore } from './log-store.ts';
import { type Peer, tell } from './peer.ts';
import { CLOSE, REFUSAL, readToRelay, type ToRelay, WIRE_VERSION } from './protocol.ts';
import { Reader } from './reader.ts';
import type { Receipts } from './receipts.ts';

/** What all connections of a relay share. */
export interface Shared {
  readonly store: LogStore;
  readonly receipts: Receipts;
  readonly limits: Limits;
  readonly listeners: Listeners;
  readonly appending: Appending;
}

const nameOf = (log: Uint8Array): string => Buffer.from(log).toString('hex');

export class Connection {
  readonly #shared: Shared;
  readonly #peer: Peer;
  readonly #readers = new Map<string, Reader>();
  readonly #appends: Bucket;
  readonly #messages: Bucket;
  #bytesUnderWay = 0;
  #isGreeted = false;
  #isOver = false;

  constructor(shared: Shared, peer: Peer) {
    const { appendsPerSecond, appendBurst, messagesPerSecond, messageBurst } = shared.limits;
    this.#shared = shared;
    this.#appends = new Bucket(appendsPerSecond, appendBurst, Date.now());
    this.#messages = new Bucket(messagesPerSecond, messageBurst, Date.now());
    this.#peer = {
      send: (bytes) => {
        if (!this.#isOver) peer.send(bytes);
      },
      close: (code, why) => {
        if (!this.#isOver) peer.close(code, why);
        // What arrives until the other side has closed too is not heard any more.
        this.gone();
      },
      buffered: () => peer.buffered(),
    };
  }

  receive(bytes: Uint8Array): void {
    if (this.#isOver) return;
    const message = readOrNothing(bytes);
    if (message === undefined) this.#peer.close(CLOSE.malformed, 'not a message');
    else if (this.#isGreeted === (message.kind === 'hello')) {
      this.#peer.close(CLOSE.malformed, 'hello comes first, and once');
    } else if (message.kind === 'append') void this.#append(message);
    else if (this.#messages.take(Date.now())) this.#hear(message);
    else this.#peer.close(CLOSE.tooMany, 'too many messages');
  }

  /** The peer may have room again. */
  drained(): void {
    for (const reader of this.#readers.values()) reader.resume();
  }

  gone(): void {
    this.#isOver = true;
    for (const reader of [...this.#readers.values()]) this.#close(reader.log);
  }

  #hear(message: Exclude<ToRelay, { kind: 'append' }>): void {
    switch (message.kind) {
      case 'hello':
        this.#greet(message.version);
        break;
      case 'open':
        this.#open(message.log, message.after);
        break;
      case 'close':
        this.#close(message.log);
        break;
      case 'ping':
        tell(this.#peer, { kind: 'pong' });
        break;
    }
  }

  #greet(version: number): void {
    if (version !== WIRE_VERSION) {
      this.#peer.close(CLOSE.unknownVersion, `this relay speaks version ${WIRE_VERSION}`);
      return;
    }
    this.#isGreeted = true;
    const { store } = this.#shared.store.identity;
    const key = this.#shared.receipts.publicKey;
    tell(this.#peer, { kind: 'welcome', version: WIRE_VERSION, store, key, time: Date.now() });
  }

  #open(log: Uint8Array, after: number): void {
    this.#close(log);
    const { store, limits, listeners } = this.#shared;
    const reader = new Reader(store, this.#peer, log, after);
    if (this.#readers.size >= limits.logsPerConnection || !listeners.add(reader)) {
      this.#peer.close(CLOSE.tooMany, 'too many logs or listeners');
      return;
    }
    this.#readers.set(nameOf(log), reader);
    reader.goOn();
  }

  #close(log: Uint8Array): void {
    const reader = this.#readers.get(nameOf(log));
    if (reader === undefined) return;
    reader.stop();
    this.#readers.delete(nameOf(log));
    this.#shared.listeners.remove(reader);
  }

  async #append(append: Append): Promise<void> {
    const { log, id, body } = append;
    const { limits, appending, listeners } = this.#shared;
    const bytes = this.#bytesUnderWay + body.length;
    if (bytes > limits.connectionBytesUnderWay || !this.#appends.take(Date.now())) {
      tell(this.#peer, refused(append, REFUSAL.tooFast));
      return;
    }
    const reader = this.#readers.get(nameOf(log));
    reader?.leaveOut(id);
    this.#bytesUnderWay = bytes;
    const answer = await appending.keep(append);
    this.#bytesUnderWay -= body.length;
    reader?.answered(id, answer.kind === 'kept' ? answer.seq : undefined);
    tell(this.#peer, answer);
    if (answer.kind === 'kept') listeners.wake(log);
  }
}

function readOrNothing(bytes: Uint8Array): ToRelay | undefined {
  try {
    return readToRelay(bytes);
  } catch {
    // Malformed bytes from outside are expected; the caller closes the connection.
    return undefined;
  }
}
