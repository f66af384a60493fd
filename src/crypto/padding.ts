/** Padding to steps, so that lengths say little: what is inside starts with its own length. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

const STEP = 256;

export function pad(inside: Uint8Array): Uint8Array {
  const counted = encoding.encode((out) => encoding.writeVarUint8Array(out, inside));
  const padded = new Uint8Array(paddedLength(counted.length));
  padded.set(counted);
  return padded;
}

/** Throws when the padding is not ours. */
export function unpad(padded: Uint8Array): Uint8Array {
  const input = decoding.createDecoder(padded);
  const length = decoding.readVarUint(input);
  if (input.pos + length > padded.length) throw new Error('padding ends early');
  return decoding.readUint8Array(input, length);
}

/**
 * Steps of 256 bytes up to 4 kB, then Padmé (Nikitin et al., PETS 2019): at most 12 % more, and
 * only O(log log n) bits of the length leak.
 */
export function paddedLength(length: number): number {
  if (length <= 16 * STEP) return Math.ceil(length / STEP) * STEP;
  const exponent = Math.floor(Math.log2(length));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - kept);
  return Math.ceil(length / step) * step;
}
