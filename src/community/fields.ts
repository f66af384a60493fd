/**
 * Reading what peers wrote. Every body passes through a schema; unknown fields are kept in the
 * entry's bytes and simply not read.
 */
import * as v from 'valibot';
import type { Body, Entry } from './entry.ts';

export const shortText = v.pipe(v.string(), v.maxLength(200));
export const longText = v.pipe(v.string(), v.maxLength(4000));
export const id43 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
export const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array);
export const bytes32 = v.pipe(
  bytes,
  v.check((value) => value.length === 32),
);
/** A day of the calendar, `2026-11-24`. */
export const day = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));
/** BCP 47, as in `es` or `zh-Hans`. */
export const language = v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/));

/** The body as the schema sees it, or nothing. Never throws. */
export function bodyOf<Schema extends v.GenericSchema>(
  schema: Schema,
  entry: { readonly body: Body },
): v.InferOutput<Schema> | undefined {
  const read = v.safeParse(schema, entry.body);
  return read.success ? read.output : undefined;
}

/** A schema for each kind an area knows. */
export type Kinds = Readonly<Record<string, v.GenericSchema>>;

/** Whether an entry's body is one this version understands. */
export function isUnderstood(kinds: Kinds, entry: Entry): boolean {
  const schema = Object.hasOwn(kinds, entry.kind) ? kinds[entry.kind] : undefined;
  return schema !== undefined && v.is(schema, entry.body);
}
