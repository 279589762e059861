// Works on the newest of what is given. What comes in the meantime waits, and only the newest of it is worked
// on: a slow answer never delays the next, and none is out of date for long.
export class Latest<Given> {
  private readonly work: (given: Given) => Promise<void>;
  private waiting: { readonly given: Given } | undefined;
  private running: Promise<void> | undefined;

  /** @param work must not throw */
  constructor(work: (given: Given) => Promise<void>) {
    this.work = work;
  }

  /** Resolves when nothing is left to do. */
  give(given: Given): Promise<void> {
    this.waiting = { given };
    this.running ??= this.run();
    return this.running;
  }

  /** Forgets what waits. */
  forget(): void {
    this.waiting = undefined;
  }

  private async run(): Promise<void> {
    while (this.waiting) {
      const { given } = this.waiting;
      this.waiting = undefined;
      await this.work(given);
    }
    this.running = undefined;
  }
}
