// The median rule (Golovin et al., 2017, "Google Vizier: a service for black-box optimization").
import type { Pruner } from './pruner.ts';

/** How many trials run to the end before any is pruned. */
const startupTrials = 5;

/**
 * Ends a trial whose best value so far is worse than the median of the complete trials' values at the same
 * epoch.
 */
export const medianPruner: Pruner = {
  judge: ({ number, intermediate }, { trials, direction }) => {
    const sign = direction === 'minimize' ? 1 : -1;
    const [epoch] = intermediate.at(-1)!;
    const complete = trials.filter(({ state, number: other }) => state === 'complete' && other !== number);
    if (complete.length < startupTrials) return 'continue';
    const others = complete.flatMap((trial) => {
      const value = trial.intermediate.find(([step]) => step === epoch)?.[1];
      return value === undefined || Number.isNaN(value) ? [] : [sign * value];
    });
    if (others.length === 0) return 'continue';
    const best = Math.min(
      ...intermediate.map(([, value]) => sign * value).filter((value) => !Number.isNaN(value)),
    );
    return best > median(others) ? 'prune' : 'continue';
  },
  promote: () => undefined,
  promoteLast: () => undefined,
};

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
