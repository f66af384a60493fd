/**
 * An entry: what one phone wrote once, and nobody changes. The bytes are the truth; they are
 * encoded once, and the id is their SHA-256. See "Entries" in ARCHITECTURE.md.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import {
  bytesOf,
  DEVICE_ID_BYTES,
  type DeviceId,
  ENTRY_ID_BYTES,
  type EntryId,
  textOf,
} from './id.ts';

export const ENTRY_VERSION = 1;
export const SIGNATURE_BYTES = 64;
/** Larger entries are neither written nor taken in: 16 kB is a long letter. */
export const MAX_ENTRY_BYTES = 16 * 1024;
/** Ticks stay far below the numbers lib0 and JavaScript handle exactly. */
export const MAX_TICK = 2 ** 31 - 1;
/** Deeper bodies are not read: otherwise each phone's own stack would decide which ones are. */
export const MAX_BODY_DEPTH = 16;

export type Body = Readonly<Record<string, unknown>>;

/** What somebody wants to write: the chain fields are added when it is appended. */
export interface Draft {
  /** `area.verb`, as in `needs.posted`. */
  readonly kind: string;
  /** The record it speaks of; empty when this entry opens the record. */
  readonly on: EntryId | '';
  readonly body: Body;
}

export interface Entry extends Draft {
  readonly id: EntryId;
  readonly v: number;
  readonly by: DeviceId;
  /** The device's own count, from 1. */
  readonly n: number;
  /** The device's entry n−1; empty for the first. */
  readonly prev: EntryId | '';
  /** The newest charter entries the author knew (the heads of the charter's own graph). */
  readonly under: readonly EntryId[];
  /** Lamport number: one more than the highest seen. */
  readonly tick: number;
  /** The phone's clock in milliseconds since 1970, for people to read. Orders nothing. */
  readonly at: number;
}

/** The bytes to hash and sign. Throws when the entry is larger than `MAX_ENTRY_BYTES`. */
export function writeEntry(entry: Omit<Entry, 'id' | 'v'>): Uint8Array {
  const bytes = encoding.encode((out) =>
    encoding.writeAny(out, [
      ENTRY_VERSION,
      bytesOf(entry.by),
      entry.n,
      bytesOf(entry.prev),
      joined(entry.under.map(bytesOf)),
      entry.tick,
      entry.at,
      entry.kind,
      entry.on,
      entry.body as Record<string, never>,
    ]),
  );
  if (bytes.length > MAX_ENTRY_BYTES)
    throw new Error(`entry of ${bytes.length} bytes is too large`);
  return bytes;
}

/** Reads bytes whose hash is `id`. Nothing when they are not an entry; never throws. */
export function readEntry(id: EntryId, bytes: Uint8Array): Entry | undefined {
  const fields = readFields(bytes);
  if (fields === undefined) return undefined;
  const [v, by, n, prev, under, tick, at, kind, on, body] = fields;
  if (!isCount(v) || v < 1) return undefined;
  if (!isBytes(by) || by.length !== DEVICE_ID_BYTES) return undefined;
  if (!isCount(n) || n < 1 || !isCount(tick) || tick < 1 || tick > MAX_TICK) return undefined;
  if (!isBytes(prev) || (prev.length !== 0 && prev.length !== ENTRY_ID_BYTES)) return undefined;
  if (!isBytes(under) || under.length % ENTRY_ID_BYTES !== 0) return undefined;
  if (typeof at !== 'number' || !Number.isSafeInteger(at)) return undefined;
  if (typeof kind !== 'string' || typeof on !== 'string' || !isBody(body)) return undefined;
  return {
    id,
    v,
    by: textOf<DeviceId>(by),
    n,
    prev: textOf<EntryId>(prev),
    under: split(under),
    tick,
    at,
    kind,
    on: on as EntryId | '',
    body,
  };
}

/** The record an entry belongs to: the one it names, or the one it opens. */
export function recordOf(entry: Pick<Entry, 'id' | 'on'>): EntryId {
  return entry.on === '' ? entry.id : entry.on;
}

/** The area a kind belongs to: `needs` of `needs.posted`. */
export function areaOf(kind: string): string {
  const dot = kind.indexOf('.');
  return dot < 0 ? kind : kind.slice(0, dot);
}

/** The order of all folds: tick, then id. */
export function inOrder(a: Pick<Entry, 'tick' | 'id'>, b: Pick<Entry, 'tick' | 'id'>): number {
  return a.tick - b.tick || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function readFields(bytes: Uint8Array): readonly unknown[] | undefined {
  if (bytes.length > MAX_ENTRY_BYTES) return undefined;
  try {
    const input = decoding.createDecoder(bytes);
    const fields: unknown = decoding.readAny(input);
    if (decoding.hasContent(input)) return undefined;
    return Array.isArray(fields) && fields.length >= 10 ? fields : undefined;
  } catch {
    // lib0 reports malformed bytes by throwing; what peers wrote is never trusted.
    return undefined;
  }
}

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value);
const isBody = (value: unknown): value is Body =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !isBytes(value) &&
  isShallow(value, MAX_BODY_DEPTH);

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || isBytes(value)) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.length * ENTRY_ID_BYTES);
  for (const [i, part] of parts.entries()) all.set(part, i * ENTRY_ID_BYTES);
  return all;
}

function split(all: Uint8Array): EntryId[] {
  const ids: EntryId[] = [];
  for (let at = 0; at < all.length; at += ENTRY_ID_BYTES) {
    ids.push(textOf<EntryId>(all.subarray(at, at + ENTRY_ID_BYTES)));
  }
  return ids;
}
