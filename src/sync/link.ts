/**
 * The one real socket of this phone. Many channels share it; it says hello, pings every 25 s, and
 * reconnects with full jitter. Close codes 4400–4499 end it for good.
 */
import {
  CLOSE,
  type FromRelay,
  readFromRelay,
  type ToRelay,
  WIRE_VERSION,
  writeToRelay,
} from '../../server/protocol.ts';
import { textOf } from '../community/id.ts';

export type Welcome = Extract<FromRelay, { kind: 'welcome' }>;
/** What a channel hears: messages about its own log, and the link going up and down. */
export interface Listener {
  up(welcome: Welcome): void;
  hear(message: Exclude<FromRelay, { kind: 'welcome' | 'pong' }>): void;
  down(): void;
}

export type LinkState = 'connecting' | 'up' | 'waiting' | 'refused';

/** What the carrier hears of the link. */
export interface LinkWatch {
  state(state: LinkState): void;
  /** The relay's clock, milliseconds since 1970. */
  time(relayTime: number): void;
}

const PING_MS = 25_000;
/** Two pings without any answer: the socket is dead, whatever the browser believes. */
const SILENCE_MS = 55_000;
/** While somebody may be looking, a relay that comes back is found within a breath. */
const SHORT_WAIT_MS = 1_200;
const SHORT_TRIES = 60;
const LONG_WAIT_MS = 20_000;

export class Link {
  readonly #url: string;
  readonly #watch: LinkWatch;
  readonly #listeners = new Map<string, Listener>();
  #socket: WebSocket | undefined;
  #welcome: Welcome | undefined;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pinger: ReturnType<typeof setInterval> | undefined;
  #lastHeard = 0;
  #isStopped = false;

  constructor(url: string, watch: LinkWatch) {
    this.#url = url;
    this.#watch = watch;
  }

  start(): void {
    this.#connect();
    addEventListener('online', this.#hurry);
    document.addEventListener('visibilitychange', this.#hurry);
  }

  stop(): void {
    this.#isStopped = true;
    removeEventListener('online', this.#hurry);
    document.removeEventListener('visibilitychange', this.#hurry);
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#drop();
  }

  /** Listens for one log. Told `up` at once when the link already is. */
  join(log: Uint8Array, listener: Listener): void {
    this.#listeners.set(textOf(log), listener);
    if (this.#welcome) listener.up(this.#welcome);
  }

  leave(log: Uint8Array): void {
    this.#listeners.delete(textOf(log));
    this.send({ kind: 'close', log });
  }

  send(message: ToRelay): void {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(new Uint8Array(writeToRelay(message)));
    }
  }

  readonly #hurry = (): void => {
    if (document.visibilityState === 'hidden' || this.#socket || this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#connect();
  };

  #connect(): void {
    this.#watch.state('connecting');
    const socket = new WebSocket(this.#url);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.onopen = () => {
      this.send({ kind: 'hello', version: WIRE_VERSION });
      this.#lastHeard = Date.now();
      this.#pinger = setInterval(() => this.#ping(), PING_MS);
    };
    socket.onmessage = ({ data }) => this.#hear(new Uint8Array(data as ArrayBuffer));
    socket.onclose = ({ code }) => {
      if (this.#socket === socket) this.#lost(code);
    };
  }

  #hear(bytes: Uint8Array): void {
    this.#lastHeard = Date.now();
    const message = readOrNothing(bytes);
    if (message === undefined) {
      this.#socket?.close(CLOSE.malformed);
      return;
    }
    if (message.kind === 'pong') return;
    if (message.kind === 'welcome') {
      this.#welcome = message;
      this.#tries = 0;
      this.#watch.time(message.time);
      this.#watch.state('up');
      for (const listener of [...this.#listeners.values()]) listener.up(message);
      return;
    }
    this.#listeners.get(textOf(message.log))?.hear(message);
  }

  #ping(): void {
    if (Date.now() - this.#lastHeard > SILENCE_MS) this.#socket?.close();
    else this.send({ kind: 'ping' });
  }

  #lost(code: number): void {
    this.#drop();
    if (this.#isStopped) return;
    if (code >= 4400 && code <= 4499 && code !== CLOSE.malformed) {
      this.#watch.state('refused');
      return;
    }
    this.#watch.state('waiting');
    this.#tries += 1;
    const longest = this.#tries <= SHORT_TRIES ? SHORT_WAIT_MS : LONG_WAIT_MS;
    this.#timer = setTimeout(() => this.#connect(), Math.random() * longest);
  }

  #drop(): void {
    clearInterval(this.#pinger);
    this.#socket = undefined;
    const wasUp = this.#welcome !== undefined;
    this.#welcome = undefined;
    if (wasUp) for (const listener of [...this.#listeners.values()]) listener.down();
  }
}

function readOrNothing(bytes: Uint8Array): FromRelay | undefined {
  try {
    return readFromRelay(bytes);
  } catch {
    // A relay that speaks nonsense is left and tried again later.
    return undefined;
  }
}
