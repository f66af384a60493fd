/** An entry as it travels and rests: its signature followed by its bytes. */
import { MAX_ENTRY_BYTES, SIGNATURE_BYTES } from './entry.ts';

export interface SignedBytes {
  readonly signature: Uint8Array;
  readonly bytes: Uint8Array;
}

export function packSigned({ signature, bytes }: SignedBytes): Uint8Array {
  const packed = new Uint8Array(SIGNATURE_BYTES + bytes.length);
  packed.set(signature);
  packed.set(bytes, SIGNATURE_BYTES);
  return packed;
}

/** Nothing when the length cannot be that of a signed entry. */
export function unpackSigned(packed: unknown): SignedBytes | undefined {
  if (!(packed instanceof Uint8Array)) return undefined;
  const length = packed.length - SIGNATURE_BYTES;
  if (length <= 0 || length > MAX_ENTRY_BYTES) return undefined;
  return {
    signature: packed.subarray(0, SIGNATURE_BYTES),
    bytes: packed.subarray(SIGNATURE_BYTES),
  };
}
