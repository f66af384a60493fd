/** Opens a community's database, or makes one, and says honestly what is missing from it. */
import type { EntryId } from '../community/id.ts';
import type { CommunitySecrets } from '../crypto/community-keys.ts';
import type { DeviceKeys } from '../crypto/device-keys.ts';
import { CommunityDatabase, databaseName } from './database.ts';
import { type HighWater, NOTHING_YET, readHighWater } from './high-water.ts';
import type { Projections } from './projecting.ts';

export interface CommunityIdentity {
  readonly root: EntryId;
  readonly keys: DeviceKeys;
  readonly secrets: CommunitySecrets;
  /** The sample neighbourhood stays on this phone. */
  readonly sample: boolean;
}

/** What opening found. `lost`: how many entries were here before and are not any more. */
export type Opened =
  | {
      readonly state: 'open';
      readonly db: CommunityDatabase;
      readonly identity: CommunityIdentity;
      readonly lost: number;
    }
  | { readonly state: 'keys-lost' }
  | { readonly state: 'unopenable'; readonly cause: unknown };

export async function openCommunity(name: string, projections: Projections): Promise<Opened> {
  const db = new CommunityDatabase(name, projections);
  try {
    await db.open();
    const [row, lost] = await Promise.all([db.keys.get('identity'), restoreHead(db)]);
    const identity = row?.value as CommunityIdentity | undefined;
    return identity ? { state: 'open', db, identity, lost } : { state: 'keys-lost' };
  } catch (cause) {
    return { state: 'unopenable', cause };
  }
}

/** A new database for a community that was just started or is being joined. */
export async function createCommunity(
  identity: CommunityIdentity,
  projections: Projections,
): Promise<CommunityDatabase> {
  const db = new CommunityDatabase(databaseName(identity.root), projections);
  await db.open();
  await db.keys.put({ name: 'identity', value: identity });
  return db;
}

/**
 * Compares the chain with the high-water mark kept outside of the database. Where entries are gone,
 * the chain still goes on after the highest number used, so that no number is ever used twice, and
 * the carrier is told to read everything again. Returns how many are known to be lost.
 */
async function restoreHead(db: CommunityDatabase): Promise<number> {
  const mark = await readHighWater(db.name);
  const head = ((await db.marks.get('head'))?.value as HighWater | undefined) ?? NOTHING_YET;
  if (mark.count <= head.count && mark.n <= head.n) return 0;
  return readEverythingAgain(db, mark, head);
}

/**
 * How many entries the database says it has and has not. Counting takes a moment with a long
 * history, so it is done once the first screen stands.
 */
export async function missing(db: CommunityDatabase): Promise<number> {
  const head = ((await db.marks.get('head'))?.value as HighWater | undefined) ?? NOTHING_YET;
  if ((await db.entries.count()) >= head.count) return 0;
  return readEverythingAgain(db, head, head);
}

async function readEverythingAgain(
  db: CommunityDatabase,
  mark: HighWater,
  head: HighWater,
): Promise<number> {
  const ahead = mark.n > head.n ? mark : head;
  return db.transaction('rw', db.marks, db.entries, async () => {
    const count = await db.entries.count();
    const tick = Math.max(mark.tick, head.tick);
    await db.marks.where('name').startsWith('log:').delete();
    await db.marks.where('name').startsWith('fold:').delete();
    const restored: HighWater = { n: ahead.n, id: ahead.id, tick, count };
    await db.marks.put({ name: 'head', value: restored });
    return Math.max(0, Math.max(mark.count, head.count) - count);
  });
}
