/**
 * Carries one document between the journal on this phone and the relay: entries written here go
 * into the Y.Doc, entries that come out of it go to the journal, and y-websocket's provider speaks
 * to the relay through a sealed socket.
 */
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import type { DocumentName, EntryId } from '../community/id.ts';
import type { CommunityKeys } from '../crypto/community-keys.ts';
import type { EntryRow } from '../storage/database.ts';
import type { Journal } from '../storage/journal.ts';
import { markCarried, markSent, markUnsent } from '../storage/outbox.ts';
import { nameArrived } from '../storage/verifying.ts';
import {
  type Carried,
  type CarriedDocument,
  openCarried,
  packOf,
  packsIn,
} from './carried-document.ts';
import { Channel, type ChannelTrouble, type LogMark } from './channel.ts';
import type { Link } from './link.ts';
import { missingFrom } from './missing.ts';
import { type SocketEnd, type SocketOwner, sealedSocketFor } from './sealed-socket.ts';

/** Small enough that somebody who taps meanwhile does not wait. */
const RECEIVED_AT_ONCE = 250;

export interface DocumentCarrierParts {
  readonly name: DocumentName;
  readonly journal: Journal;
  readonly link: Link;
  readonly keys: CommunityKeys;
  readonly onTrouble: (what: ChannelTrouble | 'copy-failed') => void;
  /** Told as entries are taken in, with how many of how many. */
  readonly onProgress: (done: number, of: number) => void;
  /** The log's head has been applied. */
  readonly onCaughtUp: () => void;
}

export class DocumentCarrier implements SocketOwner {
  readonly #parts: DocumentCarrierParts;
  readonly #carried: CarriedDocument;
  readonly #provider: WebsocketProvider;
  readonly #channel: Channel;
  /** Entries this tab has put into the document. */
  readonly #put = new Set<EntryId>();
  #end: SocketEnd | undefined;
  #endMade: (() => void) | undefined;
  #isUp = false;
  #heldWhenCaughtUp: Uint8Array | undefined;
  #intake: Promise<void> = Promise.resolve();

  static async start(parts: DocumentCarrierParts): Promise<DocumentCarrier> {
    const database = parts.journal.db.name + '/' + parts.name;
    const carried = await openCarried(database, () => parts.onTrouble('copy-failed'));
    if (carried.wasDamaged) await parts.journal.db.marks.delete('log:' + parts.name);
    const log = await parts.keys.logOf(parts.name);
    const carrier = new DocumentCarrier(parts, carried, log);
    await carrier.#takeInWhatOnlyTheCopyHas();
    await carrier.#channel.start();
    carrier.#provider.connect();
    return carrier;
  }

  private constructor(parts: DocumentCarrierParts, carried: CarriedDocument, log: Uint8Array) {
    this.#parts = parts;
    this.#carried = carried;
    carried.entries.observe((event, transaction) => {
      if (!transaction.local) this.#arrived(event);
    });
    this.#channel = new Channel(parts.link, parts.keys, this.#ends(log));
    this.#provider = new WebsocketProvider('wss://sealed.invalid', 'log', carried.doc, {
      connect: false,
      disableBc: true,
      WebSocketPolyfill: sealedSocketFor(this),
    });
    this.#provider.awareness.setLocalState(null);
  }

  get doc(): Y.Doc {
    return this.#carried.doc;
  }

  /** Puts entries that were just written into the document, each once. */
  async put(rows: readonly EntryRow[]): Promise<void> {
    const fresh = rows.filter(({ id }) => !this.#put.has(id));
    // Before the first, some may be in the document from before the app was closed.
    this.#push(this.#put.size === 0 ? missingFrom(this.#carried.entries, fresh) : fresh);
    for (const { id } of rows) this.#put.add(id);
    await markCarried(
      this.#parts.journal.db,
      rows.map(({ id }) => id),
    );
  }

  #push(rows: readonly EntryRow[]): void {
    const { doc, entries } = this.#carried;
    if (rows.length === 0) return;
    doc.transact(() => entries.push(rows.map(({ packed }): Carried => [packed])));
  }

  /** Everything taken over so far is durable in the journal. */
  settled(): Promise<void> {
    return this.#intake;
  }

  async stop(): Promise<void> {
    this.#channel.stop();
    this.#provider.destroy();
    await this.#intake;
    await this.#carried.close();
  }

  compact(): Promise<void> {
    return this.#carried.compact();
  }

  made(end: SocketEnd): void {
    this.#end = end;
    this.#endMade?.();
    this.#endMade = undefined;
    if (!this.#isUp) return;
    end.open();
    if (this.#heldWhenCaughtUp) end.caughtUp(this.#heldWhenCaughtUp);
  }

  update(update: Uint8Array): void {
    this.#channel.send(update);
  }

  #ends(log: Uint8Array) {
    const { name, journal } = this.#parts;
    const markName = 'log:' + name;
    return {
      doc: name,
      log,
      readMark: async () => (await journal.db.marks.get(markName))?.value as LogMark | undefined,
      writeMark: async (value: LogMark) => {
        await journal.db.marks.put({ name: markName, value });
      },
      deliver: (updates: readonly Uint8Array[]) => this.#deliver(updates),
      caughtUp: (held: Uint8Array) => this.#caughtUp(held),
      opened: () => {
        this.#isUp = true;
        this.#end?.open();
      },
      closed: () => {
        this.#isUp = false;
        this.#heldWhenCaughtUp = undefined;
        this.#end?.close();
        this.#end = undefined;
      },
      sent: (updates: readonly Uint8Array[]) => this.#sent(updates),
      unsent: () => markUnsent(journal.db, name, Date.now()),
      trouble: this.#parts.onTrouble,
    };
  }

  async #deliver(updates: readonly Uint8Array[]): Promise<void> {
    if (updates.length === 0) return;
    const end = this.#end ?? (await this.#nextEnd());
    for (const update of updates) end.deliver(update);
    await this.#intake;
  }

  #nextEnd(): Promise<SocketEnd> {
    return new Promise((resolve) => {
      this.#endMade = () => {
        if (this.#end) resolve(this.#end);
      };
    });
  }

  #caughtUp(held: Uint8Array): void {
    this.#heldWhenCaughtUp = held;
    this.#end?.caughtUp(held);
    this.#parts.onCaughtUp();
    this.#putBackWhatIsMissing();
  }

  /** A rogue deletion in Yjs, or a copy that was lost, heals from the journal. */
  #putBackWhatIsMissing(): void {
    const { journal, name } = this.#parts;
    this.#intake = this.#intake.then(async () => {
      const kept = await journal.db.entries.where('doc').equals(name).count();
      if (this.#carried.entries.length === kept) return;
      const rows = await journal.db.entries.where('doc').equals(name).toArray();
      this.#push(missingFrom(this.#carried.entries, rows));
    });
  }

  async #takeInWhatOnlyTheCopyHas(): Promise<void> {
    const { journal, name } = this.#parts;
    const packs = this.#carried.entries.toArray().map(packOf);
    const kept = await journal.db.entries.where('doc').equals(name).count();
    if (packs.length > kept) await this.#receive(packs);
  }

  #arrived(event: Y.YArrayEvent<Carried>): void {
    const packs = event.changes.delta.flatMap(({ insert }) =>
      Array.isArray(insert) ? insert.map(packOf) : [],
    );
    const hasDeletions = event.changes.deleted.size > 0;
    this.#intake = this.#intake.then(() => this.#receive(packs));
    if (hasDeletions) this.#putBackWhatIsMissing();
  }

  async #receive(packs: readonly unknown[]): Promise<void> {
    const { journal, name, onProgress } = this.#parts;
    for (let at = 0; at < packs.length; at += RECEIVED_AT_ONCE) {
      await journal.receive(name, packs.slice(at, at + RECEIVED_AT_ONCE));
      onProgress(Math.min(at + RECEIVED_AT_ONCE, packs.length), packs.length);
    }
  }

  async #sent(updates: readonly Uint8Array[]): Promise<void> {
    const { db } = this.#parts.journal;
    if (updates.length === 0 || (await db.outbox.count()) === 0) return;
    const named = await nameArrived(this.#parts.name, updates.flatMap(packsIn));
    await markSent(
      db,
      named.map(({ id }): EntryId => id),
    );
  }
}
