/** A phone for tests, joined to the relay without a socket. */
import { randomBytes } from 'node:crypto';
import type { Peer } from './peer.ts';
import {
  type FromRelay,
  readFromRelay,
  type StoredFrame,
  type ToRelay,
  WIRE_VERSION,
  writeToRelay,
} from './protocol.ts';
import type { Relay } from './relay.ts';

type Append = Extract<ToRelay, { kind: 'append' }>;
type Kind = FromRelay['kind'];

export const TOKEN = randomBytes(32);

export function newAppend(log: Uint8Array, body: Uint8Array = randomBytes(20)): Append {
  const [id, commitment] = [randomBytes(16), new Uint8Array()];
  return { kind: 'append', log, token: TOKEN, id, commitment, body };
}

export class PretendPhone implements Peer {
  readonly heard: FromRelay[] = [];
  closedWith: number | undefined;
  /** Bytes it lets pile up. */
  waiting = 0;
  readonly #connection: ReturnType<Relay['connect']>;

  constructor(relay: Relay) {
    this.#connection = relay.connect(this);
  }

  send(bytes: Uint8Array): void {
    this.heard.push(readFromRelay(bytes));
  }

  close(code: number): void {
    this.closedWith ??= code;
  }

  buffered(): number {
    return this.waiting;
  }

  say(...messages: ToRelay[]): this {
    for (const message of messages) this.sayBytes(writeToRelay(message));
    return this;
  }

  sayBytes(bytes: Uint8Array): void {
    this.#connection.receive(bytes);
  }

  hello(): this {
    return this.say({ kind: 'hello', version: WIRE_VERSION });
  }

  open(log: Uint8Array, after = 0): this {
    return this.say({ kind: 'open', log, after });
  }

  /** Takes what was waiting. */
  drain(): void {
    this.waiting = 0;
    this.#connection.drained();
  }

  all<K extends Kind>(kind: K): Extract<FromRelay, { kind: K }>[] {
    return this.heard.filter((message) => message.kind === kind) as Extract<
      FromRelay,
      { kind: K }
    >[];
  }

  frames(): StoredFrame[] {
    return this.all('frames').flatMap(({ frames }) => frames);
  }

  seqs(): number[] {
    return this.frames().map(({ seq }) => seq);
  }
}

/** Lets everything under way come to rest. */
export async function rest(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
}
