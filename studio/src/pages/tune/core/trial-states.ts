// The states of trials, in the order in which they are told.
import type { TrialState } from '../../../../../src/tuning/trial.ts';

export const trialStates = [
  'complete',
  'pruned',
  'fail',
  'running',
  'waiting',
] as const satisfies readonly TrialState[];

/** How many trials have each state. */
export function stateCounts(
  trials: readonly { readonly state: TrialState }[],
): Readonly<Record<TrialState, number>> {
  const counts = { complete: 0, pruned: 0, fail: 0, running: 0, waiting: 0 };
  for (const { state } of trials) counts[state]++;
  return counts;
}
