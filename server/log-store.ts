/**
 * What a store of logs must do. A log is an append-only run of opaque frames, numbered from 1
 * without gaps. One behaviour suite (`log-store.test.ts`) runs over every store.
 */
import type { StoredFrame } from './protocol.ts';

/** The relay's clock when a frame arrived, and whether it was believed. */
export interface Stamp {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly trusted: boolean;
}

/** Commitment and stamp are kept with the frame, so that a repeated append is receipted alike. */
export interface NewFrame {
  readonly id: Uint8Array;
  readonly body: Uint8Array;
  /** Empty, or the 32 bytes a receipt is asked for. */
  readonly commitment: Uint8Array;
  readonly stamp: Stamp;
}

/** A frame's place, with the commitment and stamp of its first append. */
export interface Kept {
  readonly seq: number;
  readonly commitment: Uint8Array;
  readonly stamp: Stamp;
}

export type Appended = Kept | 'wrong-token' | 'over-quota';

export interface Page {
  readonly frames: readonly StoredFrame[];
  /** The newest durable seq of the log; 0 when it has none. */
  readonly head: number;
}

/** How much one log may hold. Bytes are those of frame bodies. */
export interface Quota {
  readonly frames: number;
  readonly bytes: number;
}

/** Made with the store and gone with it. */
export interface StoreIdentity {
  /** 16 random bytes: another value means another store. */
  readonly store: Uint8Array;
  /** Ed25519 private key of the receipts, PKCS#8 DER. */
  readonly receiptKey: Uint8Array;
}

/** The store has no room: nothing of the append was kept, and reading goes on. */
export class StoreFull extends Error {}

export interface LogStore {
  readonly identity: StoreIdentity;
  /** The greatest trusted time of any frame it keeps, milliseconds since 1970; 0 when none. */
  readonly latestTrusted: number;
  /**
   * Keeps a frame and resolves once it is durable. `tokenHash` (32 bytes) is set by the log's first
   * append and asked for ever after. A frame id the log already has is answered with its old place,
   * over quota too, and nothing is stored. Appends of one log get their places in the order called.
   * Rejects with `StoreFull` when there is no room.
   */
  append(log: Uint8Array, tokenHash: Uint8Array, frame: NewFrame): Promise<Appended>;
  /**
   * Durable frames after `after`, in order: at least one when there is one, else as many as fit
   * `maxBytes`, counting `FRAME_OVERHEAD_BYTES` for each.
   */
  read(log: Uint8Array, after: number, maxBytes: number): Promise<Page>;
  /** Resolves when every append under way is settled and the store is closed. */
  close(): Promise<void>;
}

/** What a frame weighs on the wire besides its body, so that empty frames do not make endless pages. */
export const FRAME_OVERHEAD_BYTES = 32;

/** Whether a page that weighs `bytes` has room for one more body. The first always has. */
export function fitsPage(bytes: number, body: Uint8Array, maxBytes: number): boolean {
  return bytes === 0 || bytes + FRAME_OVERHEAD_BYTES + body.length <= maxBytes;
}
