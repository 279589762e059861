// A gate in front of a shared resource: tasks pass it together, except those that must run alone.

/** Lets tasks run side by side, or one of them alone. */
export class Gate {
  private running = 0;
  private alone: Promise<unknown> = Promise.resolve();
  private readonly waiting: (() => void)[] = [];

  /** Runs a task beside others. Waits while a task runs alone or waits to do so. */
  async together<T>(task: () => Promise<T>): Promise<T> {
    for (let last; last !== this.alone;) await (last = this.alone); // another task may have asked to run alone meanwhile
    this.running++;
    try {
      return await task();
    } finally {
      this.running--;
      if (this.running === 0) this.waiting.splice(0).forEach((go) => go());
    }
  }

  /** Runs a task alone; others wait until it ends. */
  apart<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.alone.then(async () => {
      while (this.running > 0) await new Promise<void>((go) => this.waiting.push(go));
      return task();
    });
    this.alone = turn.catch(() => undefined);
    return turn;
  }
}
