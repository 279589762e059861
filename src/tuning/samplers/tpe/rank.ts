// The order of a study's trials from good to bad, for samplers that split them.
import { rankByDominance } from '../../pareto.ts';
import { losses, type Trial } from '../../trial.ts';
import type { Sampling } from '../sampler.ts';

/**
 * Ranks the finished trials: complete ones by their value, or by dominance and crowding if there are
 * several objectives; then pruned ones, those that ran longest first and by their last value among equals;
 * then failed ones. Running trials are kept apart.
 */
export function rankTrials({ trials, directions }: Pick<Sampling, 'trials' | 'directions'>): {
  readonly ranked: readonly Trial[];
  readonly running: readonly Trial[];
} {
  const of = (state: Trial['state']) =>
    trials.filter((trial) => trial.state === state && Object.keys(trial.params).length > 0);
  const complete = of('complete');
  const order = rankByDominance(complete.map((trial) => losses(trial, directions)));
  const sign = directions[0] === 'maximize' ? -1 : 1;
  const last = ({ intermediate }: Trial) => intermediate.at(-1) ?? [-1, Infinity * sign];
  const pruned = of('pruned').sort((a, b) => {
    const [[epochA, valueA], [epochB, valueB]] = [last(a), last(b)] as const;
    return epochB - epochA || sign * (valueA - valueB) || a.number - b.number;
  });
  return {
    ranked: [...order.map((i) => complete[i]!), ...pruned, ...of('fail')],
    running: of('running'),
  };
}
