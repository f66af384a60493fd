/** Ids that cannot be mixed up. All are unpadded base64url text of hashed bytes. */
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer';

/** SHA-256 of an entry's bytes. */
export type EntryId = string & { readonly its: 'entry' };
/** The first 16 bytes of SHA-256 of a device's signing key. */
export type DeviceId = string & { readonly its: 'device' };
/** The entry that made somebody a member names the person for ever. */
export type PersonId = EntryId;
/** A record is named by the entry that opened it. */
export type RecordId = EntryId;
/** A document of the carrier: `charter` or `journal/2026-11`. */
export type DocumentName = string & { readonly its: 'document' };

export const ENTRY_ID_BYTES = 32;
export const DEVICE_ID_BYTES = 16;

export function textOf<Id extends string>(bytes: Uint8Array): Id {
  return toBase64UrlEncoded(bytes) as Id;
}

export function bytesOf(id: string): Uint8Array {
  return fromBase64UrlEncoded(id);
}
