/**
 * The communities on this phone, and which one is open. A list of names in localStorage; where it
 * was lost, the databases themselves are the list.
 */
import { Dexie } from 'dexie';
import type { EntryId } from '../community/id.ts';

export interface KeptCommunity {
  readonly id: EntryId;
  /** The name of its database. */
  readonly database: string;
  /** The sample neighbourhood stays on this phone and is marked as such. */
  readonly sample: boolean;
}

const LIST = 'many-hands.communities';
const CURRENT = 'many-hands.current';

/**
 * Communities whose databases are here although the list does not name them: browsers write
 * localStorage to disk seconds later than a database, and may be killed in between.
 */
export async function findCommunities(): Promise<readonly string[]> {
  const names = await Dexie.getDatabaseNames();
  return names.filter((name) => /^many-hands-[A-Za-z0-9_-]{16}$/.test(name));
}

export function keptCommunities(): readonly KeptCommunity[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(LIST) ?? '[]');
    return Array.isArray(read) ? (read as KeptCommunity[]) : [];
  } catch {
    return [];
  }
}

export function currentCommunity(): KeptCommunity | undefined {
  const kept = keptCommunities();
  const current = localStorage.getItem(CURRENT);
  return kept.find(({ id }) => id === current) ?? kept[0];
}

export function keepCommunity(community: KeptCommunity): void {
  const others = keptCommunities().filter(({ id }) => id !== community.id);
  localStorage.setItem(LIST, JSON.stringify([...others, community]));
  localStorage.setItem(CURRENT, community.id);
}

/** Removes a community with everything in it from this phone. */
export async function forgetCommunity(community: KeptCommunity): Promise<void> {
  const others = keptCommunities().filter(({ id }) => id !== community.id);
  localStorage.setItem(LIST, JSON.stringify(others));
  localStorage.removeItem(CURRENT);
  for (const name of await Dexie.getDatabaseNames()) {
    if (name === community.database || name.startsWith(community.database + '/')) {
      await Dexie.delete(name);
    }
  }
  for (const name of await carrierDatabases(community.database)) indexedDB.deleteDatabase(name);
}

/** Databases of the carrier, which Dexie does not know of. Browsers without `databases()` keep them. */
async function carrierDatabases(database: string): Promise<string[]> {
  if (!('databases' in indexedDB)) return [];
  const all = await indexedDB.databases();
  return all.map(({ name }) => name ?? '').filter((name) => name.startsWith(database + '/'));
}
