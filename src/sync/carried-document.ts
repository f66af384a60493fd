/**
 * A Yjs document that carries signed entries, and its second copy in y-indexeddb. y-indexeddb
 * hides its failures, so loading is raced with a time limit and a copy that cannot be read is
 * dropped: the journal and the relay fill it again.
 */
import { IndexeddbPersistence, storeState } from 'y-indexeddb';
import * as Y from 'yjs';

const LOAD_LIMIT_MS = 8_000;
const ROWS_BEFORE_COMPACTING = 50;

/**
 * A signed entry in a list of one: Yjs keeps bare bytes as pieces of their own, but runs of lists
 * as one piece.
 */
export type Carried = readonly [packed: Uint8Array];

/** The signed entry inside a piece, whatever a peer may have put there. */
export const packOf = (carried: unknown): unknown =>
  Array.isArray(carried) ? carried[0] : undefined;

export interface CarriedDocument {
  readonly doc: Y.Doc;
  readonly entries: Y.Array<Carried>;
  /** The copy could not be read and was dropped. */
  readonly wasDamaged: boolean;
  /** Folds the copy's many rows into one; for idle time. */
  compact(): Promise<void>;
  close(): Promise<void>;
}

/** `database`: the name of the copy's own database. `onTrouble`: a write to the copy failed. */
export async function openCarried(
  database: string,
  onTrouble: (event: string) => void,
): Promise<CarriedDocument> {
  const first = load(database, onTrouble);
  if (await isLoaded(first.copy)) return carried(first, false);
  await first.copy.destroy();
  first.doc.destroy();
  await deleted(database);
  const second = load(database, onTrouble);
  await isLoaded(second.copy);
  return carried(second, true);
}

interface Loading {
  readonly doc: Y.Doc;
  readonly copy: IndexeddbPersistence;
}

function load(database: string, onTrouble: (event: string) => void): Loading {
  const doc = new Y.Doc();
  const copy = new IndexeddbPersistence(database, doc);
  void copy._db.then(
    (db) => {
      for (const event of ['abort', 'error', 'close', 'versionchange'] as const) {
        db.addEventListener(event, () => onTrouble(event));
      }
    },
    () => onTrouble('open'),
  );
  return { doc, copy };
}

function carried({ doc, copy }: Loading, wasDamaged: boolean): CarriedDocument {
  return {
    doc,
    entries: doc.getArray<Carried>('entries'),
    wasDamaged,
    async compact() {
      if (copy._dbsize > ROWS_BEFORE_COMPACTING) await storeState(copy, true);
    },
    async close() {
      await copy.destroy();
      doc.destroy();
    },
  };
}

/** A damaged row makes y-indexeddb throw inside itself and never report; only time tells. */
function isLoaded(copy: IndexeddbPersistence): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), LOAD_LIMIT_MS);
    void copy.whenSynced.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

function deleted(database: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(database);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    request.onblocked = () => resolve();
  });
}

/** The signed entries inside an update, as they were pushed. */
export function packsIn(update: Uint8Array): unknown[] {
  return Y.decodeUpdate(update).structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentAny
      ? struct.content.arr.map(packOf)
      : [],
  );
}

/**
 * Whether these bytes are a Yjs update made only of what the carrier's documents hold. Yjs checks
 * nothing itself, and a peer may send anything: what is not of this form is not applied.
 */
export function isCarriable(update: Uint8Array): boolean {
  try {
    const { structs } = Y.decodeUpdate(update);
    return structs.every(
      (struct) =>
        struct instanceof Y.GC ||
        (struct instanceof Y.Item &&
          (struct.content instanceof Y.ContentAny || struct.content instanceof Y.ContentDeleted)),
    );
  } catch {
    // Yjs reports damaged updates by throwing.
    return false;
  }
}
