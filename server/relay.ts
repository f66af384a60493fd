/** Who hears what, and when. No sockets in here; the numbered rules stand in README.md. */
import { Appending } from './appending.ts';
import { Connection, type Shared } from './connection.ts';
import type { Limits } from './limits.ts';
import { Listeners } from './listeners.ts';
import type { LogStore } from './log-store.ts';
import type { Peer } from './peer.ts';
import { Receipts } from './receipts.ts';

export class Relay {
  readonly #shared: Shared;
  #isStopping = false;

  /** `onTrouble` is told once each time the store begins to fail. */
  constructor(store: LogStore, limits: Limits, onTrouble: (error: unknown) => void) {
    const receipts = new Receipts(store.identity.receiptKey, store.latestTrusted);
    const listeners = new Listeners(limits.listenersPerLog);
    const appending = new Appending(store, receipts, limits.bytesUnderWay, onTrouble);
    this.#shared = { store, receipts, limits, listeners, appending };
  }

  /** Taking appends, and the last one was kept. */
  get isWell(): boolean {
    return !this.#isStopping && !this.#shared.appending.isFailing;
  }

  connect(peer: Peer): Pick<Connection, 'receive' | 'drained' | 'gone'> {
    const connection = new Connection(this.#shared, peer);
    return {
      receive: (bytes) => {
        // An append that is not heard is not acknowledged, so the phone still has it.
        if (!this.#isStopping) connection.receive(bytes);
      },
      drained: () => connection.drained(),
      gone: () => connection.gone(),
    };
  }

  /** Hears nothing more, and resolves when every append under way is answered. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#shared.appending.drain();
    // The last answers are handed to their sockets before the next turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
