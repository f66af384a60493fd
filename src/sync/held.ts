/**
 * What the relay is known to hold of one document: how far each Yjs client's structs go, and the
 * last delete set. A state vector alone misses deletions, and a Yjs difference always carries the
 * whole delete set; with both, "nothing missing" can be told.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { textOf } from '../community/id.ts';

export interface HeldMark {
  readonly clocks: readonly (readonly [client: number, clock: number])[];
  readonly deletions: string;
}

const NO_DELETIONS = 'AA';

export class Held {
  readonly #clocks: Map<number, number>;
  #deletions: string;

  constructor(mark: HeldMark = { clocks: [], deletions: NO_DELETIONS }) {
    this.#clocks = new Map(mark.clocks);
    this.#deletions = mark.deletions;
  }

  get mark(): HeldMark {
    return { clocks: [...this.#clocks], deletions: this.#deletions };
  }

  /** As a Yjs state vector, for the provider to answer with what is missing. */
  get stateVector(): Uint8Array {
    return encoding.encode((out) => {
      encoding.writeVarUint(out, this.#clocks.size);
      for (const [client, clock] of this.#clocks) {
        encoding.writeVarUint(out, client);
        encoding.writeVarUint(out, clock);
      }
    });
  }

  /** The relay holds this update. */
  add(update: Uint8Array): void {
    const { structs } = Y.decodeUpdate(update);
    for (const { id, length } of structs) {
      const known = this.#clocks.get(id.client) ?? 0;
      if (id.clock <= known) this.#clocks.set(id.client, Math.max(known, id.clock + length));
    }
    const deletions = deletionsOf(update, structs.length);
    if (deletions !== NO_DELETIONS) this.#deletions = deletions;
  }

  /** Whether an update says nothing the relay does not hold. */
  covers(update: Uint8Array): boolean {
    const { structs } = Y.decodeUpdate(update);
    const isNew = structs.some(
      ({ id, length }) => id.clock + length > (this.#clocks.get(id.client) ?? 0),
    );
    if (isNew) return false;
    const deletions = deletionsOf(update, structs.length);
    return deletions === NO_DELETIONS || deletions === this.#deletions;
  }
}

/** The delete set as text; it is the tail of an update, alone when there are no structs. */
function deletionsOf(update: Uint8Array, structs: number): string {
  if (structs === 0) return textOf<string>(update.subarray(1));
  const { ds } = Y.decodeUpdate(update);
  if (ds.clients.size === 0) return NO_DELETIONS;
  return textOf<string>(
    encoding.encode((out) => {
      encoding.writeVarUint(out, ds.clients.size);
      for (const [client, items] of [...ds.clients].sort(([a], [b]) => b - a)) {
        encoding.writeVarUint(out, client);
        encoding.writeVarUint(out, items.length);
        for (const { clock, len } of items) {
          encoding.writeVarUint(out, clock);
          encoding.writeVarUint(out, len);
        }
      }
    }),
  );
}
