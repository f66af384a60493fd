/**
 * The wire between a phone and the relay: every message and every close reason, written and read.
 * The relay and `src/sync` both import this file and nothing else of each other. The numbered
 * rules (W1, W2 …) stand in `server/README.md`.
 *
 * One WebSocket message is one protocol message: a varint kind followed by its fields, in lib0's
 * variable-length coding. Readers throw on anything malformed or left over; callers close with
 * `CLOSE.malformed`.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Raised only when an old reader could misread a new message. */
export const WIRE_VERSION = 1;

export const LOG_ID_BYTES = 32;
export const FRAME_ID_BYTES = 16;
export const COMMITMENT_BYTES = 32;
export const TOKEN_BYTES = 32;
/** The largest WebSocket message either side accepts. */
export const MAX_MESSAGE_BYTES = 1 << 20;
export const MAX_FRAME_BYTES = MAX_MESSAGE_BYTES - 1024;

/** 4400–4499 end reconnecting; every other code means "try later". */
export const CLOSE = {
  refused: 4403,
  unknownVersion: 4406,
  malformed: 4422,
  tooLarge: 4413,
  later: 4500,
  tooSlow: 4508,
  tooMany: 4529,
} as const;

/** Why one append was not kept. The frame stays with the phone, which may try again. */
export const REFUSAL = { wrongToken: 1, full: 2, tooLarge: 3, tooFast: 4, broken: 5 } as const;
export type Refusal = (typeof REFUSAL)[keyof typeof REFUSAL];

/** A relay's signed statement that a commitment stood at `seq` of a log. */
export interface Receipt {
  readonly seq: number;
  /** Milliseconds since 1970 by the relay's clock. */
  readonly time: number;
  /** Whether the relay believes its own clock (a Raspberry Pi without network does not). */
  readonly trusted: boolean;
  /** Ed25519 over `receiptBytes(...)`, 64 bytes. */
  readonly signature: Uint8Array;
}

export interface StoredFrame {
  readonly seq: number;
  readonly id: Uint8Array;
  readonly body: Uint8Array;
}

export type ToRelay =
  | { readonly kind: 'hello'; readonly version: number }
  /** Listen to a log from `after` on: past frames come in pages, then live ones. */
  | { readonly kind: 'open'; readonly log: Uint8Array; readonly after: number }
  | { readonly kind: 'close'; readonly log: Uint8Array }
  /** Keep a frame. `token` must match the log's first append. `commitment` is empty or 32 bytes. */
  | {
      readonly kind: 'append';
      readonly log: Uint8Array;
      readonly token: Uint8Array;
      readonly id: Uint8Array;
      readonly commitment: Uint8Array;
      readonly body: Uint8Array;
    }
  | { readonly kind: 'ping' };

export type FromRelay =
  /** Answer to hello. `store` names this store's incarnation: another value means another store. */
  | {
      readonly kind: 'welcome';
      readonly version: number;
      readonly store: Uint8Array;
      /** Ed25519 public key of the receipts, 32 bytes; it lives and dies with the store. */
      readonly key: Uint8Array;
      readonly time: number;
    }
  /** A page of a log in order. `head` is the newest seq at that moment; `more` if pages follow. */
  | {
      readonly kind: 'frames';
      readonly log: Uint8Array;
      readonly head: number;
      readonly more: boolean;
      readonly frames: readonly StoredFrame[];
    }
  /** The frame is on disk. `receipt` is there when the append carried a commitment. */
  | {
      readonly kind: 'kept';
      readonly log: Uint8Array;
      readonly id: Uint8Array;
      readonly seq: number;
      readonly receipt: Receipt | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly log: Uint8Array;
      readonly id: Uint8Array;
      readonly why: Refusal;
    }
  | { readonly kind: 'pong' };

const TO = { hello: 0, open: 1, close: 2, append: 3, ping: 4 } as const;
const FROM = { welcome: 64, frames: 65, kept: 66, refused: 67, pong: 68 } as const;

/** The bytes a relay signs for a receipt; anyone can rebuild them. */
export function receiptBytes(
  log: Uint8Array,
  seq: number,
  commitment: Uint8Array,
  time: number,
  trusted: boolean,
): Uint8Array {
  return encoding.encode((out) => {
    encoding.writeVarString(out, 'many-hands receipt 1');
    encoding.writeVarUint8Array(out, log);
    encoding.writeVarUint(out, seq);
    encoding.writeVarUint8Array(out, commitment);
    encoding.writeVarUint(out, time);
    encoding.writeUint8(out, trusted ? 1 : 0);
  });
}

export function writeToRelay(message: ToRelay): Uint8Array {
  return encoding.encode((out) => {
    encoding.writeVarUint(out, TO[message.kind]);
    switch (message.kind) {
      case 'hello':
        encoding.writeVarUint(out, message.version);
        break;
      case 'open':
        encoding.writeUint8Array(out, message.log);
        encoding.writeVarUint(out, message.after);
        break;
      case 'close':
        encoding.writeUint8Array(out, message.log);
        break;
      case 'append':
        encoding.writeUint8Array(out, message.log);
        encoding.writeUint8Array(out, message.token);
        encoding.writeUint8Array(out, message.id);
        encoding.writeVarUint8Array(out, message.commitment);
        encoding.writeVarUint8Array(out, message.body);
        break;
    }
  });
}

/** Throws when malformed. */
export const readToRelay = (bytes: Uint8Array): ToRelay => whole(bytes, readToRelayFields);

function readToRelayFields(input: decoding.Decoder): ToRelay {
  const kind = decoding.readVarUint(input);
  switch (kind) {
    case TO.hello:
      return { kind: 'hello', version: decoding.readVarUint(input) };
    case TO.open:
      return {
        kind: 'open',
        log: exactly(input, LOG_ID_BYTES),
        after: decoding.readVarUint(input),
      };
    case TO.close:
      return { kind: 'close', log: exactly(input, LOG_ID_BYTES) };
    case TO.append: {
      const log = exactly(input, LOG_ID_BYTES);
      const token = exactly(input, TOKEN_BYTES);
      const id = exactly(input, FRAME_ID_BYTES);
      const commitment = counted(input);
      if (commitment.length !== 0 && commitment.length !== COMMITMENT_BYTES) {
        throw new Error('a commitment is empty or 32 bytes');
      }
      return { kind: 'append', log, token, id, commitment, body: counted(input) };
    }
    case TO.ping:
      return { kind: 'ping' };
    default:
      throw new Error(`unknown message kind ${kind}`);
  }
}

export function writeFromRelay(message: FromRelay): Uint8Array {
  return encoding.encode((out) => {
    encoding.writeVarUint(out, FROM[message.kind]);
    switch (message.kind) {
      case 'welcome':
        encoding.writeVarUint(out, message.version);
        encoding.writeVarUint8Array(out, message.store);
        encoding.writeVarUint8Array(out, message.key);
        encoding.writeVarUint(out, message.time);
        break;
      case 'frames':
        encoding.writeUint8Array(out, message.log);
        encoding.writeVarUint(out, message.head);
        encoding.writeUint8(out, message.more ? 1 : 0);
        encoding.writeVarUint(out, message.frames.length);
        for (const frame of message.frames) {
          encoding.writeVarUint(out, frame.seq);
          encoding.writeUint8Array(out, frame.id);
          encoding.writeVarUint8Array(out, frame.body);
        }
        break;
      case 'kept':
        encoding.writeUint8Array(out, message.log);
        encoding.writeUint8Array(out, message.id);
        encoding.writeVarUint(out, message.seq);
        encoding.writeUint8(out, message.receipt ? 1 : 0);
        if (message.receipt) {
          encoding.writeVarUint(out, message.receipt.seq);
          encoding.writeVarUint(out, message.receipt.time);
          encoding.writeUint8(out, message.receipt.trusted ? 1 : 0);
          encoding.writeVarUint8Array(out, message.receipt.signature);
        }
        break;
      case 'refused':
        encoding.writeUint8Array(out, message.log);
        encoding.writeUint8Array(out, message.id);
        encoding.writeVarUint(out, message.why);
        break;
    }
  });
}

/** Throws on a malformed message. */
export const readFromRelay = (bytes: Uint8Array): FromRelay => whole(bytes, readFromRelayFields);

function readFromRelayFields(input: decoding.Decoder): FromRelay {
  const kind = decoding.readVarUint(input);
  switch (kind) {
    case FROM.welcome:
      return {
        kind: 'welcome',
        version: decoding.readVarUint(input),
        store: counted(input),
        key: counted(input),
        time: decoding.readVarUint(input),
      };
    case FROM.frames: {
      const log = exactly(input, LOG_ID_BYTES);
      const head = decoding.readVarUint(input);
      const more = decoding.readUint8(input) === 1;
      const count = decoding.readVarUint(input);
      const frames: StoredFrame[] = [];
      for (let i = 0; i < count; i++) {
        const seq = decoding.readVarUint(input);
        frames.push({ seq, id: exactly(input, FRAME_ID_BYTES), body: counted(input) });
      }
      return { kind: 'frames', log, head, more, frames };
    }
    case FROM.kept: {
      const log = exactly(input, LOG_ID_BYTES);
      const id = exactly(input, FRAME_ID_BYTES);
      const seq = decoding.readVarUint(input);
      const receipt = decoding.readUint8(input) === 1 ? readReceipt(input) : undefined;
      return { kind: 'kept', log, id, seq, receipt };
    }
    case FROM.refused: {
      const log = exactly(input, LOG_ID_BYTES);
      const id = exactly(input, FRAME_ID_BYTES);
      const why = decoding.readVarUint(input);
      if (why < 1 || why > 5) throw new Error(`unknown refusal ${why}`);
      return { kind: 'refused', log, id, why: why as Refusal };
    }
    case FROM.pong:
      return { kind: 'pong' };
    default:
      throw new Error(`unknown message kind ${kind}`);
  }
}

function readReceipt(input: decoding.Decoder): Receipt {
  return {
    seq: decoding.readVarUint(input),
    time: decoding.readVarUint(input),
    trusted: decoding.readUint8(input) === 1,
    signature: counted(input),
  };
}

function exactly(input: decoding.Decoder, length: number): Uint8Array {
  if (input.pos + length > input.arr.length) throw new Error('message ends early');
  return decoding.readUint8Array(input, length).slice();
}

function counted(input: decoding.Decoder): Uint8Array {
  return exactly(input, decoding.readVarUint(input));
}

function whole<Message>(bytes: Uint8Array, read: (input: decoding.Decoder) => Message): Message {
  const input = decoding.createDecoder(bytes);
  const message = read(input);
  if (decoding.hasContent(input)) throw new Error('bytes left over after the message');
  return message;
}
