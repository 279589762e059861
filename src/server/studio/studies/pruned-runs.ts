// Which runs are trials that their study has pruned. Their folders do not say it: a paused trial that never
// went on is pruned long after its run ended. The journals do.
import { dirname } from 'node:path';
import type { RunIndex } from '../runs/run-index.ts';
import { Studies } from './studies.ts';

/** The pruned runs of all studies, as of the last look at their journals. */
export class PrunedRuns {
  /** The folders of the runs, by the folders of the studies. */
  private readonly known = new Map<string, ReadonlySet<string>>();
  private looking: Promise<void> | undefined;
  private isOld = false;

  has(path: string): boolean {
    return this.known.get(dirname(path))?.has(path) ?? false;
  }

  /**
   * Asks the journals, and reads those runs again whose state is another one now. Calls in the meantime wait
   * for one more look.
   */
  look(studies: Pick<Studies, 'pruned'>, runs: Pick<RunIndex, 'all' | 'refresh'>): Promise<void> {
    this.isOld = true;
    this.looking ??= this.lookOn(studies, runs).finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async lookOn(
    studies: Pick<Studies, 'pruned'>,
    runs: Pick<RunIndex, 'all' | 'refresh'>,
  ): Promise<void> {
    while (this.isOld) {
      this.isOld = false;
      for (const { folder, numbers } of await studies.pruned())
        this.known.set(folder, new Set(numbers.map((number) => Studies.runOf(folder, number))));
      const changed = [...runs.all()].filter(({ path, summary: { status } }) =>
        this.has(path) ? status === 'stopped' : status === 'pruned',
      );
      for (const { path } of changed) await runs.refresh(path);
    }
  }
}
