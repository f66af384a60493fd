/** The far end of one connection, as the relay sees it, whatever carries the bytes. */
import { CLOSE, type FromRelay, writeFromRelay } from './protocol.ts';

export interface Peer {
  send(bytes: Uint8Array): void;
  close(code: number, why: string): void;
  /** Bytes handed over and not yet on the wire. */
  buffered(): number;
}

/** More than this waiting: its logs are read on once it has drained. */
const BEHIND_BYTES = 256 * 1024;
/** More than this waiting: it asks and never listens. It comes back, and goes on by cursor. */
const TOO_SLOW_BYTES = 4 * 1024 * 1024;

export const isBehind = (peer: Peer): boolean => peer.buffered() > BEHIND_BYTES;

export function tell(peer: Peer, message: FromRelay): void {
  if (peer.buffered() > TOO_SLOW_BYTES) peer.close(CLOSE.tooSlow, 'too slow');
  else peer.send(writeFromRelay(message));
}
