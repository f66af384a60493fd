/** Keys and rows of the lmdb store as bytes. A change here needs a new `FORMAT` in the file name. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { NewFrame, StoreIdentity } from './log-store.ts';
import { FRAME_ID_BYTES } from './protocol.ts';

export const FORMAT = 1;

const SEQ_BYTES = 6;
const TABLE = { identity: 0, latestTrusted: 1, head: 2, frame: 3, place: 4 } as const;

export interface HeadRow {
  readonly head: number;
  readonly bytes: number;
  readonly tokenHash: Uint8Array;
}

export const identityKey = Buffer.of(TABLE.identity);
export const latestTrustedKey = Buffer.of(TABLE.latestTrusted);
export const headKey = (log: Uint8Array): Buffer => Buffer.concat([Buffer.of(TABLE.head), log]);
export const placeKey = (log: Uint8Array, id: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(TABLE.place), log, id]);

export function frameKey(log: Uint8Array, seq: number): Buffer {
  const place = Buffer.alloc(SEQ_BYTES);
  place.writeUIntBE(seq, 0, SEQ_BYTES);
  return Buffer.concat([Buffer.of(TABLE.frame), log, place]);
}

export function writeNumber(value: number): Buffer {
  return Buffer.from(encoding.encode((out) => encoding.writeVarUint(out, value)));
}

export const readNumber = (row: Uint8Array): number =>
  decoding.readVarUint(decoding.createDecoder(row));

export function writeHead({ head, bytes, tokenHash }: HeadRow): Buffer {
  return Buffer.from(
    encoding.encode((out) => {
      encoding.writeVarUint(out, head);
      encoding.writeVarUint(out, bytes);
      encoding.writeVarUint8Array(out, tokenHash);
    }),
  );
}

export function readHead(row: Uint8Array): HeadRow {
  const input = decoding.createDecoder(row);
  const head = decoding.readVarUint(input);
  const bytes = decoding.readVarUint(input);
  return { head, bytes, tokenHash: decoding.readVarUint8Array(input) };
}

export function writeFrame({ id, body, commitment, stamp }: NewFrame): Buffer {
  return Buffer.from(
    encoding.encode((out) => {
      encoding.writeUint8Array(out, id);
      encoding.writeVarUint(out, stamp.time);
      encoding.writeUint8(out, stamp.trusted ? 1 : 0);
      encoding.writeVarUint8Array(out, commitment);
      encoding.writeUint8Array(out, body);
    }),
  );
}

export function readFrame(row: Uint8Array): NewFrame {
  const input = decoding.createDecoder(row);
  const id = decoding.readUint8Array(input, FRAME_ID_BYTES);
  const time = decoding.readVarUint(input);
  const trusted = decoding.readUint8(input) === 1;
  const commitment = decoding.readVarUint8Array(input);
  return { id, body: decoding.readTailAsUint8Array(input), commitment, stamp: { time, trusted } };
}

export function writeIdentity({ store, receiptKey }: StoreIdentity): Buffer {
  return Buffer.from(
    encoding.encode((out) => {
      encoding.writeVarUint8Array(out, store);
      encoding.writeVarUint8Array(out, receiptKey);
    }),
  );
}

export function readIdentity(row: Uint8Array): StoreIdentity {
  const input = decoding.createDecoder(row);
  const store = decoding.readVarUint8Array(input);
  return { store, receiptKey: decoding.readVarUint8Array(input) };
}
