/**
 * Asks the relay who was first. Each contested entry is committed to in the community's clock log;
 * the receipt that comes back is written into the journal, where anybody can check it.
 */
import type { FromRelay } from '../../server/protocol.ts';
import type { Draft } from '../community/entry.ts';
import { textOf } from '../community/id.ts';
import type { Receipted } from '../community/receipt.ts';
import { commitmentOf } from '../crypto/commitment.ts';
import type { CommunityKeys } from '../crypto/community-keys.ts';
import { seal } from '../crypto/seal.ts';
import type { AskRow } from '../storage/database.ts';
import type { Journal } from '../storage/journal.ts';
import type { Link, Listener, Welcome } from './link.ts';

export const CLOCK = 'clock';

const RETRY_MS = 3_000;

export class ClockLog implements Listener {
  readonly #journal: Journal;
  readonly #link: Link;
  readonly #keys: CommunityKeys;
  readonly #log: Uint8Array;
  readonly #asked = new Map<string, AskRow>();
  #welcome: Welcome | undefined;

  constructor(journal: Journal, link: Link, keys: CommunityKeys, log: Uint8Array) {
    this.#journal = journal;
    this.#link = link;
    this.#keys = keys;
    this.#log = log;
    link.join(log, this);
  }

  up(welcome: Welcome): void {
    this.#welcome = welcome;
    this.#asked.clear();
    void this.askAll();
  }

  down(): void {
    this.#welcome = undefined;
  }

  hear(message: Exclude<FromRelay, { kind: 'welcome' | 'pong' }>): void {
    if (message.kind === 'refused') {
      this.#asked.delete(textOf(message.id));
      setTimeout(() => void this.askAll(), RETRY_MS);
      return;
    }
    if (message.kind !== 'kept' || message.receipt === undefined) return;
    const ask = this.#asked.get(textOf(message.id));
    if (ask && this.#welcome) void this.#receipted(ask, this.#welcome.key, message.receipt);
  }

  /** A coordinator's phone names a relay the charter does not know as the clock. */
  async nameRelay(): Promise<void> {
    const { charter, device } = this.#journal;
    const key = this.#welcome?.key;
    const me = charter.devices.get(device.id)?.person;
    const isCoordinator = me && charter.people.get(me)?.roles.includes('coordinator');
    if (key === undefined || !isCoordinator || charter.relays.includes(textOf(key))) return;
    await this.#journal.append([{ kind: 'charter.relay-named', on: '', body: { key } }]);
  }

  /** Sends what has not been asked on this connection yet. */
  async askAll(): Promise<void> {
    if (this.#welcome === undefined) return;
    for (const ask of await this.#journal.db.asks.toArray()) await this.#ask(ask);
  }

  async #ask(ask: AskRow): Promise<void> {
    // Named by the salt, so that asking twice is asking once.
    const { id, body } = await seal(this.#keys.sealWith, this.#log, ask.salt);
    if (this.#asked.has(textOf(id))) return;
    this.#asked.set(textOf(id), ask);
    this.#link.send({
      kind: 'append',
      log: this.#log,
      token: this.#keys.writeToken,
      id,
      commitment: await commitmentOf(ask.salt, [ask.id]),
      body,
    });
  }

  async #receipted(
    { id, record, area, salt }: AskRow,
    key: Uint8Array,
    receipt: { seq: number; time: number; trusted: boolean; signature: Uint8Array },
  ): Promise<void> {
    const { seq, time, trusted, signature } = receipt;
    const body: Receipted = {
      key,
      log: this.#log,
      seq,
      time,
      trusted,
      signature,
      salt,
      ids: [id],
    };
    const draft: Draft = { kind: area + '.receipted', on: record, body };
    await this.#journal.append([draft]);
    await this.#journal.db.asks.delete(id);
  }
}
