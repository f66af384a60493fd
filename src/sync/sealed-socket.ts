/**
 * What y-websocket's provider takes for its WebSocket. To the provider it behaves as a y-websocket
 * server: it hands over what the log holds as updates, answers sync step 1 with an empty step 2
 * once the log's head is applied, and asks its own step 1 with what the relay holds, so that the
 * provider answers with exactly the missing part, once.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';

const SYNC = 0;
const EMPTY_UPDATE = new Uint8Array([0, 0]);
/** An awareness message about nobody: it keeps the provider's 30 s watchdog quiet. */
const STILL_HERE = new Uint8Array([1, 1, 0]);
const STILL_HERE_MS = 20_000;

type Ear = ((event: { data?: unknown; code?: number }) => void) | null;

/** The side of the socket that the channel holds. */
export interface SocketEnd {
  open(): void;
  /** Hands an update over; that it is one has been checked before. */
  deliver(update: Uint8Array): void;
  caughtUp(heldStateVector: Uint8Array): void;
  close(): void;
}

export interface SocketOwner {
  /** The provider made a socket; the last one made is the one in use. */
  made(end: SocketEnd): void;
  /** The document has something the relay may lack. */
  update(update: Uint8Array): void;
}

/** A class, since the provider calls `new`. */
export function sealedSocketFor(owner: SocketOwner): typeof WebSocket {
  class SealedSocket implements SocketEnd {
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;
    binaryType = 'arraybuffer';
    readyState = 0;
    onopen: Ear = null;
    onmessage: Ear = null;
    onclose: Ear = null;
    onerror: Ear = null;
    #wantsStep2 = false;
    #isCaughtUp = false;
    #pulse: ReturnType<typeof setInterval> | undefined;

    constructor() {
      // The provider sets its handlers after this returns, so nothing may be reported before.
      queueMicrotask(() => owner.made(this));
    }

    open(): void {
      if (this.readyState !== this.CONNECTING) return;
      this.readyState = this.OPEN;
      this.#pulse = setInterval(() => this.onmessage?.({ data: STILL_HERE }), STILL_HERE_MS);
      this.onopen?.({});
    }

    deliver(update: Uint8Array): void {
      this.#say(messageYjsUpdate, update);
    }

    caughtUp(heldStateVector: Uint8Array): void {
      if (this.#isCaughtUp) return;
      this.#isCaughtUp = true;
      if (this.#wantsStep2) this.#say(messageYjsSyncStep2, EMPTY_UPDATE);
      this.#say(messageYjsSyncStep1, heldStateVector);
    }

    send(message: Uint8Array): void {
      const input = decoding.createDecoder(message);
      // Awareness stays on the phone: it would tell the relay who is looking.
      if (decoding.readVarUint(input) !== SYNC) return;
      const step = decoding.readVarUint(input);
      const content = decoding.readVarUint8Array(input);
      if (step !== messageYjsSyncStep1) {
        owner.update(content.slice());
        return;
      }
      this.#wantsStep2 = true;
      if (this.#isCaughtUp) this.#say(messageYjsSyncStep2, EMPTY_UPDATE);
    }

    close(): void {
      if (this.readyState === this.CLOSED) return;
      this.readyState = this.CLOSED;
      clearInterval(this.#pulse);
      queueMicrotask(() => this.onclose?.({ code: 1000 }));
    }

    #say(step: number, content: Uint8Array): void {
      const data = encoding.encode((out) => {
        encoding.writeVarUint(out, SYNC);
        encoding.writeVarUint(out, step);
        encoding.writeVarUint8Array(out, content);
      });
      this.onmessage?.({ data });
    }
  }
  return SealedSocket as unknown as typeof WebSocket;
}
