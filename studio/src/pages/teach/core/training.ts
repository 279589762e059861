// How far a training has come: the network is opened, the features of new pictures are computed, the head is
// fitted, the model is kept.
import type { FoldStep } from '../../../../../src/training/fit-head.ts';

export type Training =
  | { readonly phase: 'opening' }
  | {
      readonly phase: 'features';
      readonly done: number;
      readonly total: number;
      /** In seconds; undefined before it is known. */
      readonly left: number | undefined;
    }
  | { readonly phase: 'fitting'; readonly steps: readonly FoldStep[] }
  | { readonly phase: 'keeping' };

/** The time left, in seconds, at the pace so far. */
export const timeLeft = (done: number, total: number, seconds: number): number | undefined =>
  done === 0 ? undefined : (seconds / done) * (total - done);

/** Rejects with the reason of a signal as soon as it is given, whatever becomes of the work. */
export function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
