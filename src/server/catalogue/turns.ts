// A queue in front of a thread: what nobody waits for any more never reaches it.
import { TooBusy } from '../errors.ts';

/** Lets a few tasks run at once, and refuses more than may wait. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly atOnce: number;
  private readonly mostWaiting: number;

  constructor(atOnce: number, mostWaiting: number) {
    this.atOnce = atOnce;
    this.mostWaiting = mostWaiting;
  }

  /**
   * Runs a task when its turn comes.
   *
   * @param isAbandoned whether nobody waits for its result any more; asked when its turn comes
   * @throws TooBusy if too many wait
   */
  async take<T>(task: () => Promise<T>, isAbandoned: () => boolean): Promise<T> {
    if (this.waiting.length >= this.mostWaiting)
      throw new TooBusy(`${this.waiting.length} questions are waiting for the catalogue already`);
    if (this.running < this.atOnce) this.running++;
    else await new Promise<void>((go) => this.waiting.push(go));
    try {
      if (isAbandoned()) throw new TooBusy('the request took too long');
      return await task();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
