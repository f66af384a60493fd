/**
 * The journal on this phone: entries go in by `append` (written here) or `receive` (carried here),
 * each in one transaction with the rows that screens read. Nothing else writes them.
 */

import { Dexie } from 'dexie';
import { type Charter, foldCharter } from '../community/charter.ts';
import { CHARTER } from '../community/document.ts';
import { areaOf, type Draft, type Entry } from '../community/entry.ts';
import type { DocumentName, EntryId } from '../community/id.ts';
import type { DeviceKeys } from '../crypto/device-keys.ts';
import { randomBytes } from '../crypto/hash.ts';
import { type Chained, chain } from './chain.ts';
import type { CommunityDatabase, EntryRow } from './database.ts';
import { type HighWater, NOTHING_YET, noteHighWater } from './high-water.ts';
import { entryOf, type Projections, projectRecords, rebuild } from './projecting.ts';
import type { Prove } from './proof.ts';
import { NotSaved, type SaveRefusal, save } from './saving.ts';
import { Turns } from './turns.ts';
import { type Arrived, nameArrived, type Verified, verifyArrived } from './verifying.ts';

export interface JournalParts {
  readonly db: CommunityDatabase;
  readonly root: EntryId;
  readonly keys: DeviceKeys;
  readonly projections: Projections;
  readonly prove: Prove;
  /** This phone's clock, milliseconds since 1970. */
  readonly clock: () => number;
  /** Told after each try to write: nothing when it was saved, otherwise why not. */
  readonly onSaved: (trouble: SaveRefusal | undefined) => void;
}

export class Journal {
  readonly db: CommunityDatabase;
  readonly #parts: JournalParts;
  #control: readonly Entry[] = [];
  #charter: Charter;
  /** The head as this tab last knew it; another tab may be further. */
  #last: HighWater | undefined;
  /** One writer at a time in this tab; between tabs the head's number decides. */
  readonly #turns = new Turns();

  constructor(parts: JournalParts) {
    this.#parts = parts;
    this.db = parts.db;
    this.#charter = foldCharter(parts.root, []);
  }

  get device(): DeviceKeys {
    return this.#parts.keys;
  }

  get charter(): Charter {
    return this.#charter;
  }

  /**
   * Reads the charter's entries anew, as at the start, or after another tab has written some. What
   * is written or received meanwhile waits for it.
   */
  refreshCharter(): Promise<Charter> {
    return this.#turns.first(async () => {
      const rows = await this.db.entries.where('doc').equals(CHARTER).toArray();
      this.#setControl(rows.map(entryOf).filter((entry) => entry !== undefined));
      return this.#charter;
    });
  }

  /**
   * Writes entries and resolves once they are durable on this phone: then, and only then, a screen
   * may say "saved". Throws `NotSaved` when they are not.
   */
  append(drafts: readonly Draft[]): Promise<readonly Entry[]> {
    return this.#turns.first(async () => {
      for (;;) {
        const from = this.#last ?? (await this.#head());
        const { keys, clock } = this.#parts;
        const chained = await chain(drafts, keys, this.#charter, from, clock());
        if (await this.#keepOwn(from, chained)) return chained.entries;
        this.#last = undefined;
        // Another tab wrote in between; its entry comes first and ours follows it.
      }
    });
  }

  /** The highest tick seen from anybody: what is written next comes after it. */
  async highestTick(): Promise<number> {
    return (await this.#head()).tick;
  }

  /** Keeps the founding entry, whose id names this very journal. */
  async begin(founding: Chained): Promise<void> {
    await this.#turns.first(() => this.#keepOwn(NOTHING_YET, founding));
  }

  /** Takes in signed entries from elsewhere. Returns how many were new and believed. */
  receive(doc: DocumentName, packs: readonly unknown[]): Promise<number> {
    return this.#turns.later(async () => {
      const arrived = await this.#unknown(await nameArrived(doc, packs));
      if (arrived.length === 0) return 0;
      const { root, prove } = this.#parts;
      const verified = await verifyArrived(arrived, root, this.#control, prove);
      await this.#keepReceived(verified);
      if (verified.entries.some(isControl)) await this.#retryAside();
      return verified.entries.length;
    });
  }

  async #head(): Promise<HighWater> {
    return ((await this.db.marks.get('head'))?.value as HighWater | undefined) ?? NOTHING_YET;
  }

  /** One transaction: entries, rows, outbox, asks, head. False when the chain has moved on. */
  async #keepOwn(from: HighWater, { entries, rows, head }: Chained): Promise<boolean> {
    const { db } = this;
    const charter = this.#charterWith(entries);
    const at = this.#parts.clock();
    const isKept = await this.#write(() =>
      db.transaction('rw', this.#tables(), async () => {
        if ((await this.#head()).n !== from.n) return false;
        const asks = this.#asksFor(entries, rows);
        // Asked for together: each round to the database costs a cheap phone milliseconds.
        await Dexie.Promise.all([
          db.entries.bulkAdd([...rows]),
          db.outbox.bulkAdd(rows.map(({ id, doc }) => ({ id, doc, stage: 'new', at }))),
          asks.length > 0 ? db.asks.bulkAdd(asks) : undefined,
          db.marks.put({ name: 'head', value: head }),
          projectRecords(db, this.#parts.projections, charter, recordsOf(rows), entries),
        ]);
        return true;
      }),
    );
    if (isKept) await this.#afterKeeping(entries, head);
    return isKept;
  }

  async #keepReceived({ entries, rows, aside }: Verified): Promise<void> {
    const { db } = this;
    const charter = this.#charterWith(entries);
    const highest = entries.reduce((tick, entry) => Math.max(tick, entry.tick), 0);
    const head = await this.#write(() =>
      db.transaction('rw', this.#tables(), async () => {
        const before = await this.#head();
        await db.entries.bulkPut([...rows]);
        await db.aside.bulkPut([...aside]);
        await db.aside.bulkDelete(rows.map(({ id }) => id));
        await projectRecords(db, this.#parts.projections, charter, recordsOf(rows), entries);
        const own = newestOwn(rows, entries, this.device.id, before);
        const after: HighWater = {
          ...own,
          tick: Math.max(before.tick, highest),
          count: before.count + rows.length,
        };
        await db.marks.put({ name: 'head', value: after });
        return after;
      }),
    );
    await this.#afterKeeping(entries, head);
  }

  async #afterKeeping(entries: readonly Entry[], head: HighWater): Promise<void> {
    this.#last = head;
    noteHighWater(this.db.name, head);
    const control = entries.filter(isControl);
    if (control.length === 0) return;
    this.#setControl([...this.#control, ...control]);
    const renamesClock = control.some((entry) => entry.kind === 'charter.relay-named');
    const { projections } = this.#parts;
    if (renamesClock) await rebuild(this.db, projections, () => this.#charter);
  }

  /** Entries that waited for a member to become known may be believable now. */
  async #retryAside(): Promise<void> {
    const waiting = await this.db.aside.toArray();
    const retried = waiting.filter(({ why }) => why === 'stranger' || why === 'waiting');
    if (retried.length === 0) return;
    const { root, prove } = this.#parts;
    const verified = await verifyArrived(retried, root, this.#control, prove);
    if (verified.entries.length > 0) await this.#keepReceived(verified);
  }

  async #unknown(arrived: readonly Arrived[]): Promise<Arrived[]> {
    const ids = arrived.map(({ id }) => id);
    const known = await this.db.entries.bulkGet(ids);
    const seen = new Set(known.map((row) => row?.id));
    return arrived.filter(({ id }) => !seen.has(id) && seen.add(id));
  }

  #asksFor(entries: readonly Entry[], rows: readonly EntryRow[]) {
    const contested = ['charter.joined', ...this.#parts.projections.flatMap((p) => p.contested)];
    return entries.flatMap((entry, i) => {
      const record = rows[i]?.record;
      if (record === undefined || !contested.includes(entry.kind)) return [];
      return [{ id: entry.id, record, area: areaOf(entry.kind), salt: randomBytes(32) }];
    });
  }

  #charterWith(entries: readonly Entry[]): Charter {
    const control = entries.filter(isControl);
    if (control.length === 0) return this.#charter;
    return foldCharter(this.#parts.root, [...this.#control, ...control]);
  }

  #setControl(control: readonly Entry[]): void {
    this.#control = control;
    this.#charter = foldCharter(this.#parts.root, control);
  }

  #tables() {
    const { db } = this;
    const areas = this.#parts.projections.map(({ area }) => db.table(area));
    return [db.entries, db.outbox, db.asks, db.aside, db.marks, ...areas];
  }

  async #write<Saved>(write: () => Promise<Saved>): Promise<Saved> {
    try {
      const saved = await save(this.db, write);
      this.#parts.onSaved(undefined);
      return saved;
    } catch (error) {
      if (error instanceof NotSaved) this.#parts.onSaved(error.why);
      throw error;
    }
  }
}

const isControl = (entry: Entry): boolean => areaOf(entry.kind) === 'charter';

const recordsOf = (rows: readonly EntryRow[]) => [...new Set(rows.map(({ record }) => record))];

/** Own entries come back from elsewhere when this phone lost them; the chain goes on after them. */
function newestOwn(
  rows: readonly EntryRow[],
  entries: readonly Entry[],
  device: string,
  before: HighWater,
): Pick<HighWater, 'n' | 'id'> {
  let newest: Pick<HighWater, 'n' | 'id'> = { n: before.n, id: before.id };
  for (const [i, entry] of entries.entries()) {
    const row = rows[i];
    if (row && entry.by === device && entry.n > newest.n) newest = { n: entry.n, id: row.id };
  }
  return newest;
}
