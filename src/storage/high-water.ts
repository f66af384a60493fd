/**
 * The high-water mark. A damaged browser database opens as an empty one without any error, so how
 * much there was is also kept outside of it: in localStorage, and in Cache Storage beside it.
 */
import type { EntryId } from '../community/id.ts';

/** What the chain and the journal had reached. */
export interface HighWater {
  /** This device's last number and the entry that bears it. */
  readonly n: number;
  readonly id: EntryId | '';
  /** The highest tick seen from anybody. */
  readonly tick: number;
  /** How many entries are kept. */
  readonly count: number;
}

export const NOTHING_YET: HighWater = { n: 0, id: '', tick: 0, count: 0 };

const CACHE = 'many-hands-high-water';
const nameOf = (database: string) => 'many-hands.high-water.' + database;
const addressOf = (database: string) => '/high-water/' + database;

/** Called after each transaction has completed. */
export function noteHighWater(database: string, mark: HighWater): void {
  const text = JSON.stringify(mark);
  try {
    localStorage.setItem(nameOf(database), text);
  } catch {
    // A full or forbidden localStorage only costs the warning, never the entry.
  }
}

/** The second copy; slower, so it is written in idle time. */
export async function copyHighWater(database: string): Promise<void> {
  const text = readLocal(database);
  if (text === undefined || !('caches' in globalThis)) return;
  const cache = await caches.open(CACHE);
  await cache.put(addressOf(database), new Response(text));
}

export async function readHighWater(database: string): Promise<HighWater> {
  const text = readLocal(database) ?? (await readCached(database));
  if (text === undefined) return NOTHING_YET;
  try {
    const read: unknown = JSON.parse(text);
    return { ...NOTHING_YET, ...(read as Partial<HighWater>) };
  } catch {
    return NOTHING_YET;
  }
}

export async function forgetHighWater(database: string): Promise<void> {
  localStorage.removeItem(nameOf(database));
  if ('caches' in globalThis) await (await caches.open(CACHE)).delete(addressOf(database));
}

function readLocal(database: string): string | undefined {
  try {
    return localStorage.getItem(nameOf(database)) ?? undefined;
  } catch {
    return undefined;
  }
}

async function readCached(database: string): Promise<string | undefined> {
  if (!('caches' in globalThis)) return undefined;
  try {
    return await (await caches.match(addressOf(database)))?.text();
  } catch {
    return undefined;
  }
}
