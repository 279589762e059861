// Hyperband (Li et al., 2018, "Hyperband: a novel bandit-based approach to hyperparameter optimization"),
// with asynchronous successive halving in each bracket: some trials get their first verdict later, in case
// good ones learn slowly.
import { ashaPruner, reductionFactor, rungsOf } from './asha.ts';
import type { Pruner, Pruning } from './pruner.ts';

/** How many trials each bracket gets, relative to the others; the first starts with one epoch. */
function bracketSizes(epochs: number): number[] {
  const brackets = rungsOf(epochs).length + 1;
  return Array.from({ length: brackets }, (_, i) => {
    const halvings = brackets - 1 - i;
    return Math.ceil((brackets * reductionFactor ** halvings) / (halvings + 1));
  });
}

/** The bracket of a trial: numbers are spread evenly over the brackets by the golden ratio. */
function bracketOf(number: number, epochs: number): number {
  const sizes = bracketSizes(epochs);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let place = ((number * goldenRatio) % 1) * total;
  return sizes.findIndex((size, i) => (place -= size) < 0 || i === sizes.length - 1);
}

const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** Successive halving in brackets whose first rungs are 1, 3, 9, … epochs. */
export const hyperbandPruner: Pruner = {
  judge: (trial, pruning) => {
    const bracket = bracketOf(trial.number, pruning.epochs);
    return ashaPruner(reductionFactor ** bracket).judge(trial, within(bracket, pruning));
  },
  promote: (pruning) =>
    first(pruning, (bracket) => ashaPruner(reductionFactor ** bracket).promote(within(bracket, pruning))),
  promoteLast: (pruning) =>
    first(pruning, (bracket) => ashaPruner(reductionFactor ** bracket).promoteLast(within(bracket, pruning))),
};

const within = (bracket: number, pruning: Pruning): Pruning => ({
  ...pruning,
  trials: pruning.trials.filter(({ number }) => bracketOf(number, pruning.epochs) === bracket),
});

function first({ epochs }: Pruning, find: (bracket: number) => number | undefined): number | undefined {
  for (let bracket = 0; bracket <= rungsOf(epochs).length; bracket++) {
    const found = find(bracket);
    if (found !== undefined) return found;
  }
  return undefined;
}
