// Asynchronous successive halving (Li et al., 2020, "A system for massively parallel hyperparameter
// tuning"): trials pause at rungs, and the best third of each rung is promoted to the next one, which gives
// three times as many epochs.
import type { Direction } from '../trial.ts';
import type { PrunedTrial, Pruner, Pruning } from './pruner.ts';

/** One of how many trials of a rung is promoted. */
export const reductionFactor = 3;

/** A rung with fewer results promotes nobody: the best of few is seldom good. */
const leastResults = reductionFactor ** 2;
/**
 * At the end of a study, paused trials go on until so many are complete: the last rungs tell little apart.
 */
const leastComplete = reductionFactor + 1;

/** How many of the results of a rung are promoted. */
const quota = (results: number): number =>
  results < leastResults ? 0 : Math.floor(results / reductionFactor);

/** The epochs of the rungs below the last one: `first`, then three times as many each. */
export function rungsOf(epochs: number, first = 1): number[] {
  const rungs: number[] = [];
  for (let rung = first; rung < epochs; rung *= reductionFactor) rungs.push(rung);
  return rungs;
}

const lossAt = ({ intermediate }: PrunedTrial, epoch: number, direction: Direction): number | undefined => {
  const value = intermediate.find(([step]) => step === epoch)?.[1];
  if (value === undefined) return undefined;
  return Number.isNaN(value) ? Infinity : direction === 'minimize' ? value : -value;
};

/** The trials that reached a rung, the best first. */
function ranking(epoch: number, { trials, direction }: Pruning): PrunedTrial[] {
  const loss = (trial: PrunedTrial) => lossAt(trial, epoch, direction);
  return trials
    .filter((trial) => loss(trial) !== undefined && trial.state !== 'fail')
    .sort((a, b) => loss(a)! - loss(b)! || a.number - b.number);
}

const lastEpoch = ({ intermediate }: PrunedTrial): number => intermediate.at(-1)?.[0] ?? 0;

/** Asynchronous successive halving with its first rung after `first` epochs. */
export function ashaPruner(first = 1): Pruner {
  const isPromotable = (trial: PrunedTrial, epoch: number, pruning: Pruning): boolean => {
    const reached = ranking(epoch, pruning);
    return reached.slice(0, quota(reached.length)).some(({ number }) => number === trial.number);
  };
  const pausedAt = (epoch: number, { trials }: Pruning) =>
    trials.filter((trial) => trial.isPaused && lastEpoch(trial) === epoch);
  return {
    judge: (trial, pruning) => {
      const epoch = lastEpoch(trial);
      if (!rungsOf(pruning.epochs, first).includes(epoch)) return 'continue';
      return isPromotable(trial, epoch, pruning) ? 'continue' : 'pause';
    },
    promote: (pruning) => {
      for (const epoch of rungsOf(pruning.epochs, first).reverse()) {
        const paused = new Set(pausedAt(epoch, pruning).map(({ number }) => number));
        const reached = ranking(epoch, pruning);
        const best = reached.slice(0, quota(reached.length)).find(({ number }) => paused.has(number));
        if (best) return best.number;
      }
      return undefined;
    },
    promoteLast: (pruning) => {
      const { trials, epochs } = pruning;
      const rungs = rungsOf(epochs, first).reverse();
      const finished = trials.filter(({ state }) => state === 'complete').length;
      if (finished >= leastComplete) return undefined;
      for (const epoch of rungs) {
        const paused = new Set(pausedAt(epoch, pruning).map(({ number }) => number));
        const best = ranking(epoch, pruning).find(({ number }) => paused.has(number));
        if (best) return best.number;
      }
      return undefined;
    },
  };
}
