/**
 * One write, done whole or refused in words. Browsers drop database connections (above all after a
 * phone slept), so a write reopens and tries again, three times at most; a full phone is refused
 * at once. Quota arrives as an aborted transaction, never as a throw at the call.
 */
import type { CommunityDatabase } from './database.ts';

export type SaveRefusal = 'phone-full' | 'storage-broken';

export class NotSaved extends Error {
  readonly why: SaveRefusal;

  constructor(why: SaveRefusal, cause: unknown) {
    super(why, { cause });
    this.why = why;
  }
}

const TRIES = 3;

/** Resolves when the transaction inside `write` has completed. Throws `NotSaved`. */
export async function save<Saved>(
  db: CommunityDatabase,
  write: () => Promise<Saved>,
): Promise<Saved> {
  for (let left = TRIES; ; left--) {
    try {
      return await write();
    } catch (error) {
      if (isFull(error)) throw new NotSaved('phone-full', error);
      if (!isConnectionLost(error)) throw error;
      if (left <= 1) throw new NotSaved('storage-broken', error);
      db.close();
      await db.open();
    }
  }
}

function isFull(error: unknown): boolean {
  return named(error).some((name) => name === 'QuotaExceededError');
}

const LOST = [
  'AbortError',
  'DatabaseClosedError',
  'InvalidStateError',
  'UnknownError',
  'TimeoutError',
  'OpenFailedError',
];

function isConnectionLost(error: unknown): boolean {
  return named(error).some((name) => LOST.includes(name));
}

/** Dexie wraps the browser's error; the names along the chain tell what happened. */
function named(error: unknown): string[] {
  const names: string[] = [];
  let at: unknown = error;
  while (at instanceof Error || at instanceof DOMException) {
    names.push(at.name);
    at = 'inner' in at ? at.inner : at.cause;
  }
  return names;
}
