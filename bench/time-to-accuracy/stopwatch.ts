// The clock of a training: it runs from its making, and stands still while something is done that is no part
// of training.

/** Counts seconds, except while paused. */
export class Stopwatch {
  private readonly now: () => number;
  private runningSince: number | undefined;
  private counted = 0;

  /** @param now the time in milliseconds, from whatever start */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
    this.runningSince = now();
  }

  get seconds(): number {
    const running = this.runningSince === undefined ? 0 : this.now() - this.runningSince;
    return (this.counted + running) / 1000;
  }

  /** Does nothing where it is paused already, as `resume` where it runs. */
  pause(): void {
    if (this.runningSince === undefined) return;
    this.counted += this.now() - this.runningSince;
    this.runningSince = undefined;
  }

  resume(): void {
    this.runningSince ??= this.now();
  }
}
