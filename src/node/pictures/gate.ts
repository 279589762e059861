// A gate in front of a shared resource: tasks pass it together, but for those that ask to be alone.

/** Lets tasks run side by side, or one of them alone. */
export class Gate {
  private running = 0;
  private alone: Promise<unknown> = Promise.resolve();
  private readonly waiting: (() => void)[] = [];

  /** Runs a task beside others, when none is alone or waits to be. */
  async together<T>(task: () => Promise<T>): Promise<T> {
    for (let last; last !== this.alone;) await (last = this.alone); // another may have come to be alone meanwhile
    this.running++;
    try {
      return await task();
    } finally {
      this.running--;
      if (this.running === 0) this.waiting.splice(0).forEach((go) => go());
    }
  }

  /** Runs a task when no other one runs, and keeps others waiting. */
  apart<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.alone.then(async () => {
      while (this.running > 0) await new Promise<void>((go) => this.waiting.push(go));
      return task();
    });
    this.alone = turn.catch(() => undefined);
    return turn;
  }
}
