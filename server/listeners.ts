/** Who listens to which log. */
import type { Reader } from './reader.ts';

const nameOf = (log: Uint8Array): string => Buffer.from(log).toString('hex');

export class Listeners {
  readonly #most: number;
  readonly #readers = new Map<string, Set<Reader>>();
  #woken = new Set<string>();

  /** `most`: readers of one log. */
  constructor(most: number) {
    this.#most = most;
  }

  /** False when the log has all the listeners it may have. */
  add(reader: Reader): boolean {
    const name = nameOf(reader.log);
    const all = this.#readers.get(name) ?? new Set();
    if (all.size >= this.#most) return false;
    this.#readers.set(name, all.add(reader));
    return true;
  }

  remove(reader: Reader): void {
    const name = nameOf(reader.log);
    const all = this.#readers.get(name);
    all?.delete(reader);
    if (all?.size === 0) this.#readers.delete(name);
  }

  /** The log has grown. Frames of one commit are read together, after their authors were told. */
  wake(log: Uint8Array): void {
    if (this.#woken.size === 0) setImmediate(() => this.#wakeAll());
    this.#woken.add(nameOf(log));
  }

  #wakeAll(): void {
    const woken = this.#woken;
    this.#woken = new Set();
    for (const name of woken) for (const reader of this.#readers.get(name) ?? []) reader.goOn();
  }
}
