/**
 * The embedded store: one lmdb file in the data folder, prebuilt, no compile step. lmdb resolves
 * a write when it is committed, not when it is on disk, so an append is answered, and its frame
 * shown to readers, only after `flushed`.
 */
import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { GroupCommit } from './group-commit.ts';
import * as rows from './lmdb-rows.ts';
import {
  type Appended,
  FRAME_OVERHEAD_BYTES,
  fitsPage,
  type LogStore,
  type NewFrame,
  type Page,
  type Quota,
  StoreFull,
  type StoreIdentity,
} from './log-store.ts';
import { newStoreIdentity } from './store-identity.ts';

type Rows = RootDatabase<Buffer, Buffer>;

interface Ask {
  readonly log: Uint8Array;
  readonly tokenHash: Uint8Array;
  readonly frame: NewFrame;
}

/**
 * Opens the store in `folder`, or makes it there. `spareBytes` of the disk are left free: a
 * machine whose disk is quite full stops doing other things as well.
 */
export async function openLmdbStore(
  folder: string,
  quota: Quota,
  spareBytes: number,
): Promise<LmdbStore> {
  // The receipts' private key lies in here.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db: Rows = open({
    path: join(folder, `logs-${rows.FORMAT}.lmdb`),
    encoding: 'binary',
    keyEncoding: 'binary',
    // Batches are ours. lmdb's own leave a rejection nobody can catch when a commit fails (3.5.6).
    eventTurnBatching: false,
  });
  const known = db.get(rows.identityKey);
  const identity = known ? rows.readIdentity(known) : newStoreIdentity();
  // Written at every start: a killed process may have left frames that are committed and not yet
  // on disk, and this flush puts them there before anybody reads them.
  await db.put(rows.identityKey, rows.writeIdentity(identity));
  await db.flushed;
  return new LmdbStore(db, identity, quota, async () => (await freeBytes(folder)) - spareBytes);
}

export class LmdbStore implements LogStore {
  readonly identity: StoreIdentity;
  readonly #db: Rows;
  readonly #quota: Quota;
  readonly #roomBytes: () => Promise<number>;
  readonly #commits = new GroupCommit<Ask, Appended>((asks) => this.#commit(asks));
  /** The durable heads of logs that are being written. */
  readonly #durable = new Map<string, number>();

  constructor(db: Rows, identity: StoreIdentity, quota: Quota, roomBytes: () => Promise<number>) {
    this.#db = db;
    this.identity = identity;
    this.#quota = quota;
    this.#roomBytes = roomBytes;
  }

  get latestTrusted(): number {
    const row = this.#db.get(rows.latestTrustedKey);
    return row ? rows.readNumber(row) : 0;
  }

  append(log: Uint8Array, tokenHash: Uint8Array, frame: NewFrame): Promise<Appended> {
    return this.#commits.add({ log, tokenHash, frame }, frame.body.length);
  }

  async read(log: Uint8Array, after: number, maxBytes: number): Promise<Page> {
    const head = this.#durable.get(nameOf(log)) ?? this.#head(log)?.head ?? 0;
    const frames = [];
    let bytes = 0;
    for (let seq = after + 1; seq <= head; seq++) {
      const row = this.#db.get(rows.frameKey(log, seq));
      if (row === undefined) throw new Error(`frame ${seq} of ${head} is missing`);
      const { id, body } = rows.readFrame(row);
      if (!fitsPage(bytes, body, maxBytes)) break;
      bytes += FRAME_OVERHEAD_BYTES + body.length;
      frames.push({ seq, id, body });
    }
    return { frames, head };
  }

  async close(): Promise<void> {
    await this.#commits.settled();
    await this.#db.close();
  }

  async #commit(asks: readonly Ask[]): Promise<readonly Appended[]> {
    const bytes = asks.reduce((sum, { frame }) => sum + frame.body.length, 0);
    if ((await this.#roomBytes()) < bytes) throw new StoreFull('the disk is full');
    for (const { log } of asks) {
      const name = nameOf(log);
      if (!this.#durable.has(name)) this.#durable.set(name, this.#head(log)?.head ?? 0);
    }
    try {
      // A child transaction is all or nothing; a plain one keeps what was put before it threw.
      const appended = await this.#db.childTransaction(() => asks.map((ask) => this.#keep(ask)));
      await this.#db.flushed;
      this.#durable.clear();
      return appended;
    } catch (error) {
      throw await reasonOf(error);
    }
  }

  #keep({ log, tokenHash, frame }: Ask): Appended {
    const { head, bytes, ...known } = this.#head(log) ?? { head: 0, bytes: 0, tokenHash };
    if (!Buffer.from(tokenHash).equals(known.tokenHash)) return 'wrong-token';
    const place = this.#db.get(rows.placeKey(log, frame.id));
    if (place) return this.#keptAt(log, rows.readNumber(place));
    const { commitment, stamp } = frame;
    const after = { head: head + 1, bytes: bytes + frame.body.length };
    if (after.head > this.#quota.frames || after.bytes > this.#quota.bytes) return 'over-quota';
    this.#db.put(rows.frameKey(log, after.head), rows.writeFrame(frame));
    this.#db.put(rows.placeKey(log, frame.id), rows.writeNumber(after.head));
    this.#db.put(rows.headKey(log), rows.writeHead({ ...after, ...known }));
    if (stamp.trusted && stamp.time > this.latestTrusted) {
      this.#db.put(rows.latestTrustedKey, rows.writeNumber(stamp.time));
    }
    return { seq: after.head, commitment, stamp };
  }

  #keptAt(log: Uint8Array, seq: number): Appended {
    const row = this.#db.get(rows.frameKey(log, seq));
    if (row === undefined) throw new Error(`frame ${seq} is missing`);
    const { commitment, stamp } = rows.readFrame(row);
    return { seq, commitment, stamp };
  }

  #head(log: Uint8Array): rows.HeadRow | undefined {
    const row = this.#db.get(rows.headKey(log));
    return row ? rows.readHead(row) : undefined;
  }
}

const nameOf = (log: Uint8Array): string => Buffer.from(log).toString('hex');

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** lmdb hands the reason of a failed commit as a promise, which unhandled would end the process. */
async function reasonOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error && 'commitError' in error)) return error;
  try {
    await error.commitError;
  } catch (reason) {
    return reason;
  }
  return error;
}
