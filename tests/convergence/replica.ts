/** One phone in a random history: a real Y.Doc that carries, real entries, the real fold and verbs. */
import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import type { Need } from '../../src/areas/needs/need.ts';
import { foldNeed } from '../../src/areas/needs/need-fold.ts';
import { type Draft, type Entry, readEntry, recordOf } from '../../src/community/entry.ts';
import type { EntryId } from '../../src/community/id.ts';
import { unpackSigned } from '../../src/community/signed-entry.ts';
import { packOf } from '../../src/sync/carried-document.ts';
import { type Cast, idOf, type Pen } from '../support/cast.ts';

export class Replica {
  readonly pen: Pen;
  readonly #cast: Cast;
  readonly #entries = new Map<EntryId, Entry>();
  readonly #records = new Map<EntryId, Entry[]>();
  readonly #send: (update: Uint8Array) => void;
  #doc!: Y.Doc;
  #tick: number;

  constructor(cast: Cast, pen: Pen, send: (update: Uint8Array) => void) {
    this.#cast = cast;
    this.pen = pen;
    this.#send = send;
    this.#tick = cast.tick;
    this.#open();
  }

  get ids(): readonly EntryId[] {
    return [...this.#entries.keys()].sort();
  }

  get records(): readonly EntryId[] {
    return [...this.#records.keys()];
  }

  entriesOn(record: EntryId): readonly Entry[] {
    return this.#records.get(record) ?? [];
  }

  need(record: EntryId): Need | undefined {
    return foldNeed(record, this.entriesOn(record), this.#cast.charter);
  }

  write(draft: Draft): Entry {
    const { entry, packed } = this.pen.write(draft, this.#tick + 1);
    this.#doc.transact(() => this.#doc.getArray('entries').push([[packed]]));
    return entry;
  }

  receive(update: Uint8Array): void {
    Y.applyUpdate(this.#doc, update, 'network');
  }

  get stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc);
  }

  missingAt(stateVector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc, stateVector);
  }

  /** The app is killed and opened again with what its store holds. */
  restart(): void {
    const kept = Y.encodeStateAsUpdate(this.#doc);
    this.#doc.destroy();
    this.#entries.clear();
    this.#records.clear();
    this.#open();
    Y.applyUpdate(this.#doc, kept, 'store');
  }

  /** One hash over everything that this phone would show. */
  get digest(): string {
    const rows = [...this.records].sort().map((record) => this.need(record));
    return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  }

  #open(): void {
    this.#doc = new Y.Doc();
    this.#doc.getArray('entries').observe((event) => {
      for (const { insert } of event.changes.delta) {
        if (Array.isArray(insert)) for (const piece of insert) this.#takeIn(packOf(piece));
      }
    });
    this.#doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === null) this.#send(update);
    });
  }

  #takeIn(packed: unknown): void {
    const signed = unpackSigned(packed);
    const entry = signed && readEntry(idOf(signed.bytes), signed.bytes);
    if (entry === undefined || this.#entries.has(entry.id)) return;
    this.#entries.set(entry.id, entry);
    const record = recordOf(entry);
    const known = this.#records.get(record);
    if (known) known.push(entry);
    else this.#records.set(record, [entry]);
    this.#tick = Math.max(this.#tick, entry.tick);
  }
}
