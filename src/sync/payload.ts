/**
 * What a sealed frame carries: updates of one document. A long list of updates is cut into parts of
 * one frame each, and put together again before anybody looks inside.
 *
 * Format 1: `[1][group 8][part varint][parts varint][piece]`; the pieces joined are
 * `[count varint]` followed by each update with its length.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { textOf } from '../community/id.ts';

const FORMAT = 1;
const GROUP_BYTES = 8;
export const PIECE_BYTES = 200 * 1024;
/** A group larger than this is nonsense or an attack: 64 MB of entries is a lifetime of a village. */
const MOST_PARTS = 320;
const MOST_OPEN_GROUPS = 4;

/** `group`: 8 bytes that tell this list from others whose parts may arrive in between. */
export function writePayloads(updates: readonly Uint8Array[], group: Uint8Array): Uint8Array[] {
  const all = encoding.encode((out) => {
    encoding.writeVarUint(out, updates.length);
    for (const update of updates) encoding.writeVarUint8Array(out, update);
  });
  const parts = Math.max(1, Math.ceil(all.length / PIECE_BYTES));
  return Array.from({ length: parts }, (_, part) =>
    encoding.encode((out) => {
      encoding.writeUint8(out, FORMAT);
      encoding.writeUint8Array(out, group.subarray(0, GROUP_BYTES));
      encoding.writeVarUint(out, part);
      encoding.writeVarUint(out, parts);
      encoding.writeUint8Array(out, all.subarray(part * PIECE_BYTES, (part + 1) * PIECE_BYTES));
    }),
  );
}

interface Piece {
  readonly group: string;
  readonly part: number;
  readonly parts: number;
  readonly bytes: Uint8Array;
}

/** Puts pieces together. Gives the updates once a list is complete, nothing before. */
export class Assembly {
  readonly #open = new Map<string, Map<number, Uint8Array>>();

  /** Throws on a payload that is none of ours. */
  add(payload: Uint8Array): readonly Uint8Array[] | undefined {
    const piece = readPiece(payload);
    if (piece.parts === 1) return readUpdates(piece.bytes);
    const pieces = this.#open.get(piece.group) ?? new Map<number, Uint8Array>();
    pieces.set(piece.part, piece.bytes);
    this.#open.delete(piece.group);
    if (pieces.size === piece.parts) return readUpdates(joined(pieces, piece.parts));
    this.#open.set(piece.group, pieces);
    if (this.#open.size > MOST_OPEN_GROUPS) this.#forgetOldest();
    return undefined;
  }

  /** Whether a list has begun and not ended: its frames must be read again after a restart. */
  get isOpen(): boolean {
    return this.#open.size > 0;
  }

  #forgetOldest(): void {
    for (const group of this.#open.keys()) {
      this.#open.delete(group);
      return;
    }
  }
}

function readPiece(payload: Uint8Array): Piece {
  const input = decoding.createDecoder(payload);
  if (decoding.readUint8(input) !== FORMAT) throw new Error('payload of a newer format');
  const group = textOf<string>(decoding.readUint8Array(input, GROUP_BYTES));
  const part = decoding.readVarUint(input);
  const parts = decoding.readVarUint(input);
  if (parts < 1 || parts > MOST_PARTS || part >= parts) throw new Error('no such part');
  return { group, part, parts, bytes: decoding.readTailAsUint8Array(input).slice() };
}

function readUpdates(bytes: Uint8Array): Uint8Array[] {
  const input = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(input);
  const updates: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const length = decoding.readVarUint(input);
    if (input.pos + length > bytes.length) throw new Error('update ends early');
    updates.push(decoding.readUint8Array(input, length).slice());
  }
  if (decoding.hasContent(input)) throw new Error('bytes left over after the updates');
  return updates;
}

function joined(pieces: ReadonlyMap<number, Uint8Array>, parts: number): Uint8Array {
  const inOrder = Array.from({ length: parts }, (_, part) => pieces.get(part) ?? new Uint8Array());
  const all = new Uint8Array(inOrder.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of inOrder) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
