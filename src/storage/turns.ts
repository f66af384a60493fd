/** One at a time in this tab; what people do goes before what arrives. */
export class Turns {
  readonly #first: (() => Promise<void>)[] = [];
  readonly #later: (() => Promise<void>)[] = [];
  #isBusy = false;

  /** Before everything that is not yet begun and can wait. */
  first<Done>(work: () => Promise<Done>): Promise<Done> {
    return this.#take(this.#first, work);
  }

  later<Done>(work: () => Promise<Done>): Promise<Done> {
    return this.#take(this.#later, work);
  }

  #take<Done>(line: (() => Promise<void>)[], work: () => Promise<Done>): Promise<Done> {
    const done = new Promise<Done>((resolve, reject) => {
      line.push(() => work().then(resolve, reject));
    });
    void this.#goOn();
    return done;
  }

  async #goOn(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (;;) {
      const next = this.#first.shift() ?? this.#later.shift();
      if (next === undefined) break;
      await next();
    }
    this.#isBusy = false;
  }
}
