/** From an append to its answer: kept on disk with its receipt, or refused with the reason. */
import { createHash } from 'node:crypto';
import { type Appended, type LogStore, StoreFull } from './log-store.ts';
import {
  type FromRelay,
  MAX_FRAME_BYTES,
  REFUSAL,
  type Refusal,
  type ToRelay,
} from './protocol.ts';
import type { Receipts } from './receipts.ts';

export type Append = Extract<ToRelay, { kind: 'append' }>;
export type Answer = Extract<FromRelay, { kind: 'kept' | 'refused' }>;

export class Appending {
  readonly #store: LogStore;
  readonly #receipts: Receipts;
  readonly #mostBytes: number;
  readonly #onTrouble: (error: unknown) => void;
  readonly #underWay = new Set<Promise<Answer>>();
  #bytes = 0;
  #isFailing = false;

  /** `mostBytes`: of appends not yet answered. `onTrouble`: told when the store begins to fail. */
  constructor(
    store: LogStore,
    receipts: Receipts,
    mostBytes: number,
    onTrouble: (error: unknown) => void,
  ) {
    this.#store = store;
    this.#receipts = receipts;
    this.#mostBytes = mostBytes;
    this.#onTrouble = onTrouble;
  }

  /** The last append failed in the store. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** Never rejects: whatever the disk says, the phone keeps its frame and may try again. */
  async keep(append: Append): Promise<Answer> {
    const { length } = append.body;
    if (length > MAX_FRAME_BYTES) return refused(append, REFUSAL.tooLarge);
    if (this.#bytes + length > this.#mostBytes) return refused(append, REFUSAL.tooFast);
    this.#bytes += length;
    const answer = this.#write(append);
    this.#underWay.add(answer);
    try {
      return await answer;
    } finally {
      this.#underWay.delete(answer);
      this.#bytes -= length;
    }
  }

  /** Resolves when no append is under way any more. */
  async drain(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #write(append: Append): Promise<Answer> {
    const { log, token, id, body, commitment } = append;
    const tokenHash = createHash('sha256').update(token).digest();
    const stamp = this.#receipts.stamp(Date.now());
    try {
      const appended = await this.#store.append(log, tokenHash, { id, body, commitment, stamp });
      this.#isFailing = false;
      return this.#answer(append, appended);
    } catch (error) {
      if (!this.#isFailing) this.#onTrouble(error);
      this.#isFailing = true;
      return refused(append, error instanceof StoreFull ? REFUSAL.full : REFUSAL.broken);
    }
  }

  #answer(append: Append, appended: Appended): Answer {
    if (appended === 'wrong-token') return refused(append, REFUSAL.wrongToken);
    if (appended === 'over-quota') return refused(append, REFUSAL.full);
    const { log, id } = append;
    const receipt = appended.commitment.length > 0 ? this.#receipts.give(log, appended) : undefined;
    return { kind: 'kept', log, id, seq: appended.seq, receipt };
  }
}

export function refused({ log, id }: Append, why: Refusal): Answer {
  return { kind: 'refused', log, id, why };
}
