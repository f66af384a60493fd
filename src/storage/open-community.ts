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
    const identity = (await db.keys.get('identity'))?.value as CommunityIdentity | undefined;
    if (identity === undefined) return { state: 'keys-lost' };
    return { state: 'open', db, identity, lost: await restoreHead(db) };
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
 * Compares the database with the high-water mark kept outside of it. Where entries are gone, the
 * chain still goes on after the highest number used, so that no number is ever used twice, and the
 * carrier is told to read everything again.
 */
async function restoreHead(db: CommunityDatabase): Promise<number> {
  const mark = await readHighWater(db.name);
  const head = ((await db.marks.get('head'))?.value as HighWater | undefined) ?? NOTHING_YET;
  const lost = Math.max(0, Math.max(mark.count, head.count) - (await db.entries.count()));
  if (lost === 0) return 0;
  const ahead = mark.n > head.n ? mark : head;
  const restored: HighWater = {
    n: ahead.n,
    id: ahead.id,
    tick: Math.max(mark.tick, head.tick),
    count: await db.entries.count(),
  };
  await db.transaction('rw', db.marks, async () => {
    await db.marks.where('name').startsWith('log:').delete();
    await db.marks.where('name').startsWith('fold:').delete();
    await db.marks.put({ name: 'head', value: restored });
  });
  return lost;
}
