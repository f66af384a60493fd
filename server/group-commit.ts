/**
 * Many appends, one sync of the disk: whatever arrives while a commit is running goes into the next
 * one. Batches run one after the other, so nothing of a later batch is settled before an earlier.
 */
const MOST_BYTES = 16 * 1024 * 1024;

interface Waiting<Ask, Answer> {
  readonly ask: Ask;
  readonly bytes: number;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

export class GroupCommit<Ask, Answer> {
  readonly #commit: (asks: readonly Ask[]) => Promise<readonly Answer[]>;
  #waiting: Waiting<Ask, Answer>[] = [];
  #running: Promise<void> | undefined;

  /** `commit` answers each ask, in order, once all are durable; when it throws, all are rejected. */
  constructor(commit: (asks: readonly Ask[]) => Promise<readonly Answer[]>) {
    this.#commit = commit;
  }

  add(ask: Ask, bytes: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ask, bytes, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // What else arrives in this tick shares the first commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        const answers = await this.#commit(batch.map(({ ask }) => ask));
        if (answers.length !== batch.length) throw new Error('a commit answers every ask');
        answers.forEach((answer, index) => {
          batch[index]?.resolve(answer);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = undefined;
  }

  #nextBatch(): Waiting<Ask, Answer>[] {
    let bytes = 0;
    const end = this.#waiting.findIndex((waiting, index) => {
      bytes += waiting.bytes;
      return index > 0 && bytes > MOST_BYTES;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }
}
