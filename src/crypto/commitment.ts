/** What the relay signs without learning what it stands for. */
import * as encoding from 'lib0/encoding';
import { bytesOf, type EntryId } from '../community/id.ts';
import { sha256 } from './hash.ts';

/** SHA-256(salt ‖ ids). */
export function commitmentOf(salt: Uint8Array, ids: readonly EntryId[]): Promise<Uint8Array> {
  return sha256(
    encoding.encode((out) => {
      encoding.writeUint8Array(out, salt);
      for (const id of ids) encoding.writeUint8Array(out, bytesOf(id));
    }),
  );
}
