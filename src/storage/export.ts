/** Everything out, as one JSON file that other programs open. */
import type { Charter } from '../community/charter.ts';
import { textOf } from '../community/id.ts';
import { unpackSigned } from '../community/signed-entry.ts';
import type { CommunityDatabase } from './database.ts';
import { entryOf, type Projections } from './projecting.ts';

const ROWS_AT_ONCE = 1000;

/**
 * What the areas add up to, and every entry with its original signed bytes, as a JSON file. Keys
 * are left out: whoever has the file can read it, but cannot write in anybody's name.
 */
export async function exportEverything(
  db: CommunityDatabase,
  charter: Charter,
  projections: Projections,
  now: number,
): Promise<Blob> {
  const parts: string[] = [
    `{"format":"many-hands export 1","exported":${JSON.stringify(new Date(now).toISOString())}`,
    `,"community":${JSON.stringify({ id: charter.id, name: charter.name })}`,
    `,"people":${JSON.stringify([...charter.people.values()])}`,
  ];
  for (const { area } of projections) {
    parts.push(`,${JSON.stringify(area)}:${JSON.stringify(await db.table(area).toArray())}`);
  }
  parts.push(',"entries":[');
  let isFirst = true;
  for (let at = 0; ; at += ROWS_AT_ONCE) {
    const rows = await db.entries.orderBy('id').offset(at).limit(ROWS_AT_ONCE).toArray();
    for (const row of rows) {
      const entry = entryOf(row);
      const signature = unpackSigned(row.packed)?.signature ?? new Uint8Array();
      const readable = { ...entry, body: asJson(entry?.body), doc: row.doc };
      const written = { ...readable, signed: textOf(row.packed), signature: textOf(signature) };
      parts.push((isFirst ? '' : ',') + JSON.stringify(written));
      isFirst = false;
    }
    if (rows.length < ROWS_AT_ONCE) break;
  }
  parts.push(']}');
  return new Blob(parts, { type: 'application/json' });
}

/** Bytes inside a body become base64url text. */
function asJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return textOf(value);
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asJson(inner)]));
}
