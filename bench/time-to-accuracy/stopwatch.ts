// The clock of a training. It runs from its construction, and is paused during work that is not part of
// training.

/** Counts seconds, except while paused. */
export class Stopwatch {
  private readonly now: () => number;
  private runningSince: number | undefined;
  private counted = 0;

  /** @param now the time in milliseconds from any starting point */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
    this.runningSince = now();
  }

  get seconds(): number {
    const running = this.runningSince === undefined ? 0 : this.now() - this.runningSince;
    return (this.counted + running) / 1000;
  }

  /** Does nothing if it is already paused, like `resume` if it is running. */
  pause(): void {
    if (this.runningSince === undefined) return;
    this.counted += this.now() - this.runningSince;
    this.runningSince = undefined;
  }

  resume(): void {
    this.runningSince ??= this.now();
  }
}
