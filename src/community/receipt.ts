/**
 * Receipts: who was first, without trusting anybody's clock. The relay signs that a commitment
 * stood at a place in the community's clock log; the author's phone then shows which entries the
 * commitment covered. Signatures and commitments are checked when a receipt is taken in
 * (`crypto/receipt-proof.ts`); here receipts only order.
 */
import * as v from 'valibot';
import { areaOf, type Entry, inOrder } from './entry.ts';
import { bodyOf, bytes, bytes32, id43 } from './fields.ts';
import { type EntryId, textOf } from './id.ts';

export const receiptedBody = v.object({
  /** The relay's public key; it lives and dies with the relay's store. */
  key: bytes32,
  log: bytes32,
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  time: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  trusted: v.boolean(),
  signature: bytes,
  salt: bytes32,
  ids: v.pipe(v.array(id43), v.maxLength(256)),
});
export type Receipted = v.InferOutput<typeof receiptedBody>;

export const isReceipt = (entry: Entry): boolean =>
  entry.kind === areaOf(entry.kind) + '.receipted';

/** A place in the relay's order: which relay store (in the order the charter named them), which seq. */
export interface Place {
  readonly relay: number;
  readonly seq: number;
}

/** `relays`: keys the charter named as clocks, oldest first, as base64url text. */
export function placesOf(
  entries: readonly Entry[],
  relays: readonly string[],
): ReadonlyMap<EntryId, Place> {
  const places = new Map<EntryId, Place>();
  for (const entry of entries) {
    if (!isReceipt(entry)) continue;
    const body = bodyOf(receiptedBody, entry);
    if (body === undefined) continue;
    const relay = relays.indexOf(textOf(body.key));
    if (relay < 0) continue;
    for (const id of body.ids as EntryId[]) {
      const known = places.get(id);
      const place = { relay, seq: body.seq };
      if (known === undefined || comparePlaces(place, known) < 0) places.set(id, place);
    }
  }
  return places;
}

/** Contested entries: receipted ones by place, before unreceipted ones by (tick, id). */
export function firstCome(
  places: ReadonlyMap<EntryId, Place>,
): (a: Pick<Entry, 'tick' | 'id'>, b: Pick<Entry, 'tick' | 'id'>) => number {
  return (a, b) => {
    const placeA = places.get(a.id);
    const placeB = places.get(b.id);
    if (placeA && placeB) return comparePlaces(placeA, placeB) || inOrder(a, b);
    if (placeA) return -1;
    if (placeB) return 1;
    return inOrder(a, b);
  };
}

function comparePlaces(a: Place, b: Place): number {
  return a.relay - b.relay || a.seq - b.seq;
}
