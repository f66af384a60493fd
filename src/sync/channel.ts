/**
 * One document's way to the relay: reads its log from where this phone stopped, opens the frames,
 * and appends what the relay lacks, sealed, padded and batched. It keeps the cursor only after the
 * entries inside are durable on this phone.
 */
import { type FromRelay, REFUSAL } from '../../server/protocol.ts';
import type { DocumentName } from '../community/id.ts';
import { textOf } from '../community/id.ts';
import type { CommunityKeys } from '../crypto/community-keys.ts';
import { randomBytes } from '../crypto/hash.ts';
import { seal, unseal } from '../crypto/seal.ts';
import { isCarriable } from './carried-document.ts';
import { Held, type HeldMark } from './held.ts';
import type { Link, Listener, Welcome } from './link.ts';
import { Assembly, writePayloads } from './payload.ts';

/** How far a log was read. Kept in the phone's database. */
export interface LogMark {
  readonly store: string;
  readonly cursor: number;
  readonly held: HeldMark;
}

/** What the channel needs from the document it serves. */
export interface ChannelEnds {
  readonly doc: DocumentName;
  readonly log: Uint8Array;
  readMark(): Promise<LogMark | undefined>;
  writeMark(mark: LogMark): Promise<void>;
  /** Hands updates to the document; resolves when what is inside is durable here. */
  deliver(updates: readonly Uint8Array[]): Promise<void>;
  /** The log's head is applied: the provider may be told and asked. */
  caughtUp(heldStateVector: Uint8Array): void;
  /** The link is up and the log is being read. */
  opened(): void;
  closed(): void;
  /** These updates are on the relay's disk. */
  sent(updates: readonly Uint8Array[]): Promise<void>;
  /** This relay's store never had what we believed it had. */
  unsent(): Promise<void>;
  /** A frame that stays closed, or an append the relay will not keep. */
  trouble(what: ChannelTrouble): void;
}

export type ChannelTrouble = 'unreadable-frame' | 'relay-full' | 'relay-refuses';

const BATCH_MS = 50;
const RETRY_MS = 3_000;

type Kept = Extract<FromRelay, { kind: 'kept' }>;
type Frames = Extract<FromRelay, { kind: 'frames' }>;
type Refused = Extract<FromRelay, { kind: 'refused' }>;

interface Batch {
  readonly updates: readonly Uint8Array[];
  /** Frames of this batch the relay has not confirmed. */
  readonly waiting: Set<string>;
}

export class Channel implements Listener {
  readonly #link: Link;
  readonly #keys: CommunityKeys;
  readonly #ends: ChannelEnds;
  #mark: LogMark | undefined;
  #held = new Held();
  #assembly = new Assembly();
  #cursor = 0;
  /** Positions past the cursor that were seen before the ones in between. */
  #ahead = new Set<number>();
  #queue: Uint8Array[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #batches = new Map<string, Batch>();
  #work: Promise<void> = Promise.resolve();
  /** Counts connections, so that work begun on an old one is not finished on a new one. */
  #connection = 0;

  constructor(link: Link, keys: CommunityKeys, ends: ChannelEnds) {
    this.#link = link;
    this.#keys = keys;
    this.#ends = ends;
  }

  async start(): Promise<void> {
    this.#mark = await this.#ends.readMark();
    this.#link.join(this.#ends.log, this);
  }

  stop(): void {
    this.#link.leave(this.#ends.log);
    this.down();
  }

  up(welcome: Welcome): void {
    this.#connection += 1;
    const connection = this.#connection;
    this.#then(async () => {
      const store = textOf<string>(welcome.store);
      if (this.#mark?.store !== store) await this.#startOver(store);
      if (connection !== this.#connection) return;
      this.#cursor = this.#mark?.cursor ?? 0;
      this.#held = new Held(this.#mark?.held);
      this.#assembly = new Assembly();
      this.#ahead.clear();
      this.#ends.opened();
      this.#link.send({ kind: 'open', log: this.#ends.log, after: this.#cursor });
    });
  }

  down(): void {
    this.#connection += 1;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // What is missing is found anew from what the relay holds: nothing is resent blindly.
    this.#queue = [];
    this.#batches.clear();
    this.#ends.closed();
  }

  hear(message: Frames | Kept | Refused): void {
    const connection = this.#connection;
    this.#then(async () => {
      if (connection !== this.#connection) return;
      if (message.kind === 'frames') await this.#read(message);
      else if (message.kind === 'kept') await this.#confirmed(message);
      else this.#refused(message);
    });
  }

  /** An update the document made. Sent within the batch window unless the relay holds it. */
  send(update: Uint8Array): void {
    if (this.#held.covers(update)) return;
    this.#queue.push(update);
    this.#timer ??= setTimeout(() => this.#flush(), BATCH_MS);
  }

  async #startOver(store: string): Promise<void> {
    if (this.#mark !== undefined) await this.#ends.unsent();
    this.#mark = { store, cursor: 0, held: new Held().mark };
    await this.#ends.writeMark(this.#mark);
  }

  async #read({ head, more, frames }: Frames): Promise<void> {
    if (head < this.#cursor) {
      // An older copy of the same store: read it whole, and give it what it lacks.
      await this.#startOver(this.#mark?.store ?? '');
      this.#cursor = 0;
      this.#held = new Held();
      this.#link.send({ kind: 'open', log: this.#ends.log, after: 0 });
      return;
    }
    const updates: Uint8Array[] = [];
    for (const { body } of frames) updates.push(...(await this.#openFrame(body)));
    await this.#ends.deliver(updates);
    for (const update of updates) this.#held.add(update);
    for (const { seq } of frames) this.#saw(seq);
    await this.#ends.sent(updates);
    await this.#keepMark();
    if (!more) this.#ends.caughtUp(this.#held.stateVector);
  }

  async #openFrame(body: Uint8Array): Promise<readonly Uint8Array[]> {
    const inside = await unseal(this.#keys.openWith, this.#ends.log, body);
    if (typeof inside === 'string') {
      this.#ends.trouble('unreadable-frame');
      return [];
    }
    try {
      const updates = this.#assembly.add(inside) ?? [];
      const good = updates.filter(isCarriable);
      if (good.length < updates.length) this.#ends.trouble('unreadable-frame');
      return good;
    } catch {
      // Sealed by a member but not a payload we know: kept by the relay, passed over here.
      this.#ends.trouble('unreadable-frame');
      return [];
    }
  }

  #flush(): void {
    this.#timer = undefined;
    const updates = this.#queue;
    const connection = this.#connection;
    this.#queue = [];
    this.#then(async () => {
      const group = randomBytes(8);
      const sealed = await Promise.all(
        writePayloads(updates, group).map((payload) =>
          seal(this.#keys.sealWith, this.#ends.log, payload),
        ),
      );
      if (connection !== this.#connection) return;
      const batch: Batch = { updates, waiting: new Set(sealed.map(({ id }) => textOf(id))) };
      for (const { id, body } of sealed) {
        this.#batches.set(textOf(id), batch);
        this.#link.send({
          kind: 'append',
          log: this.#ends.log,
          token: this.#keys.writeToken,
          id,
          commitment: new Uint8Array(),
          body,
        });
      }
    });
  }

  async #confirmed({ id, seq }: Kept): Promise<void> {
    this.#saw(seq);
    const batch = this.#batches.get(textOf(id));
    this.#batches.delete(textOf(id));
    batch?.waiting.delete(textOf(id));
    if (batch?.waiting.size === 0) {
      for (const update of batch.updates) this.#held.add(update);
      await this.#ends.sent(batch.updates);
    }
    await this.#keepMark();
  }

  #refused({ id, why }: Refused): void {
    const batch = this.#batches.get(textOf(id));
    this.#batches.delete(textOf(id));
    if (why === REFUSAL.wrongToken || why === REFUSAL.tooLarge) {
      this.#ends.trouble('relay-refuses');
      return;
    }
    if (why === REFUSAL.full || why === REFUSAL.broken) this.#ends.trouble('relay-full');
    const connection = this.#connection;
    setTimeout(() => {
      if (connection === this.#connection)
        for (const update of batch?.updates ?? []) this.send(update);
    }, RETRY_MS);
  }

  #saw(seq: number): void {
    this.#ahead.add(seq);
    while (this.#ahead.delete(this.#cursor + 1)) this.#cursor += 1;
    if (seq <= this.#cursor) this.#ahead.delete(seq);
  }

  async #keepMark(): Promise<void> {
    // Half a list is not yet applied: after a restart its frames are read again.
    if (this.#assembly.isOpen) return;
    const store = this.#mark?.store ?? '';
    this.#mark = { store, cursor: this.#cursor, held: this.#held.mark };
    await this.#ends.writeMark(this.#mark);
  }

  /** Everything happens in the order it was heard. */
  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      // A storage failure here is already shown by the journal; the log is read again next time.
      console.error('channel', this.#ends.doc, error);
    });
  }
}
