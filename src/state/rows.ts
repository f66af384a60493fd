/** Questions to the areas' tables. Screens ask through these, so that no screen knows Dexie. */
import { Dexie, type Table } from 'dexie';
import type { Entry } from '../community/entry.ts';
import type { RecordId } from '../community/id.ts';
import { entryOf } from '../storage/projecting.ts';
import { session } from './session.ts';

function table<Row>(area: string): Table<Row, string> | undefined {
  return session.peek()?.journal.db.table<Row, string>(area);
}

/** The row of one record. */
export async function rowOf<Row>(area: string, id: string): Promise<Row | undefined> {
  return table<Row>(area)?.get(id);
}

/**
 * The first rows of a list, in the order of the index's last part. `index` is a compound one, as
 * `[shelf+rank]`; `start` fixes its parts but the last.
 */
export async function firstRows<Row>(
  area: string,
  index: string,
  start: readonly string[],
  limit: number,
  fits: (row: Row) => boolean = () => true,
): Promise<readonly Row[]> {
  const found = table<Row>(area)
    ?.where(index)
    .between([...start, Dexie.minKey], [...start, Dexie.maxKey]);
  return (await found?.filter(fits).limit(limit).toArray()) ?? [];
}

/** Rows whose index holds this value. */
export async function rowsWith<Row>(
  area: string,
  index: string,
  value: string,
  limit: number,
): Promise<readonly Row[]> {
  return (await table<Row>(area)?.where(index).equals(value).limit(limit).toArray()) ?? [];
}

const MOST_VALUES = 40;

/**
 * The different values of a field, in order. `index` is a compound one that starts with `start` and
 * this field. Hops from value to value: a database that looks for distinct keys by itself walks
 * over every row, and holds up whoever wants to write.
 */
export async function valuesOf<Row>(
  area: string,
  index: string,
  start: readonly string[],
  field: keyof Row,
): Promise<readonly string[]> {
  const values: string[] = [];
  for (let hops = 0; hops < MOST_VALUES; hops++) {
    const last = values.at(-1);
    const lower = last === undefined ? [...start, Dexie.minKey] : [...start, last, Dexie.maxKey];
    const next = await table<Row>(area)
      ?.where(index)
      .between(lower, [...start, Dexie.maxKey])
      .first();
    if (!next) break;
    values.push(String(next[field]));
  }
  return values;
}

/** All entries about a record, unsorted. */
export async function entriesOn(record: RecordId): Promise<readonly Entry[]> {
  const rows = await session.peek()?.journal.db.entries.where('record').equals(record).toArray();
  return (rows ?? []).map(entryOf).filter((entry) => entry !== undefined);
}

/** Which of these entries the relay is not known to hold. */
export async function notSent(entries: readonly Entry[]): Promise<number> {
  const waiting = await session.peek()?.journal.db.outbox.bulkGet(entries.map(({ id }) => id));
  return (waiting ?? []).filter((row) => row !== undefined).length;
}
