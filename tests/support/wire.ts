/** A program that speaks the wire, without any of the app around it: a load, a stranger, a rogue. */
import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import {
  type FromRelay,
  readFromRelay,
  type ToRelay,
  WIRE_VERSION,
  writeToRelay,
} from '../../server/protocol.ts';

export class Wire {
  readonly heard: FromRelay[] = [];
  closedWith: number | undefined;
  readonly #socket: WebSocket;
  #ears = new Set<(message: FromRelay) => void>();

  /** `url`: the relay's http address. Resolves when it has been welcomed. */
  static async connect(url: string): Promise<Wire> {
    const wire = new Wire(url);
    const welcome = wire.next(({ kind }) => kind === 'welcome');
    await new Promise((resolve, reject) => {
      wire.#socket.once('open', resolve);
      wire.#socket.once('error', reject);
    });
    wire.send({ kind: 'hello', version: WIRE_VERSION });
    await welcome;
    return wire;
  }

  private constructor(url: string) {
    this.#socket = new WebSocket(url.replace(/^http/, 'ws') + '/relay');
    this.#socket.on('message', (data: Buffer) => {
      const message = readFromRelay(new Uint8Array(data));
      this.heard.push(message);
      for (const ear of [...this.#ears]) ear(message);
    });
    this.#socket.on('close', (code) => {
      this.closedWith = code;
    });
    this.#socket.on('error', () => undefined);
  }

  send(message: ToRelay): void {
    this.sendBytes(writeToRelay(message));
  }

  sendBytes(bytes: Uint8Array): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  /** The next message that fits. */
  next(fits: (message: FromRelay) => boolean): Promise<FromRelay> {
    return new Promise((resolve) => {
      const ear = (message: FromRelay) => {
        if (!fits(message)) return;
        this.#ears.delete(ear);
        resolve(message);
      };
      this.#ears.add(ear);
    });
  }

  /** Keeps one frame and resolves with what the relay says of it. */
  append(
    log: Uint8Array,
    token: Uint8Array,
    body: Uint8Array,
    id = randomBytes(16),
  ): Promise<FromRelay> {
    const name = Buffer.from(id);
    const answer = this.next(
      (message) =>
        (message.kind === 'kept' || message.kind === 'refused') && name.equals(message.id),
    );
    this.send({ kind: 'append', log, token, id, commitment: new Uint8Array(), body });
    return answer;
  }

  close(): void {
    this.#socket.terminate();
  }
}
