// The synthetic learning curves and the functions are those of the Python baselines, and the pruners keep
// their figures.
import { expect, it } from 'vitest';
import { pruners } from '../../src/tuning/pruners/index.ts';
import { curve, shuffled, simulate } from './curves.ts';
import { testFunctions } from './functions.ts';

it('has the check values of the Python baselines', () => {
  expect([curve(0, 1), curve(7, 9), curve(3999, 81)]).toEqual(
    [0.42642933382081555, 0.20592576514328545, 0.12834340047357445].map(
      (value) => expect.closeTo(value, 12) as unknown,
    ),
  );
  expect(shuffled(0).slice(0, 8)).toEqual([176, 156, 159, 117, 150, 77, 74, 164]);
  expect(shuffled(1).slice(0, 8)).toEqual([3, 136, 148, 187, 84, 173, 100, 36]);
});

it('has the known optima of the test functions', () => {
  expect(testFunctions['branin']!.value({ x0: Math.PI, x1: 2.275 })).toBeCloseTo(0.39788735772973816, 9);
  expect(testFunctions['rosenbrock4']!.value({ x0: 1, x1: 1, x2: 1, x3: 1 })).toBe(0);
  const at = { optimizer: 'sgd', depth: 5, lr: 0.01148260670866071, width: 27, dropout: 0, momentum: 0.9 };
  expect(testFunctions['cnn']!.value(at)).toBeCloseTo(0.08143773398308249, 6);
});

it.each([
  ['asha', 902.6, 0.0024568],
  ['hyperband', 2866.4, 0.0012416],
  ['median', 1632, 0.0021599],
] as const)(
  '%s spends at most the epochs of Optuna and has at most its regret, over 20 seeds',
  (name, spent, regret) => {
    const runs = Array.from({ length: 20 }, (_, seed) => simulate(pruners[name], seed, 1));
    const mean = (key: 'spent' | 'regret') => runs.reduce((sum, run) => sum + run[key], 0) / runs.length;
    expect(mean('spent')).toBeLessThanOrEqual(spent);
    expect(mean('regret')).toBeLessThanOrEqual(regret);
  },
);
