// Adadelta over ten steps against algorithm 1 of Zeiler (2012) in float64, and against PyTorch (tolerances
// 2e-6). TensorFlow.js is no reference for it: it divides by the mean of squared gradients as it was before
// the step.
import { expect, it } from 'vitest';
import { adadelta, type AdadeltaOptions } from './adadelta.ts';
import { descend, rates } from './testing/descend.ts';
import { expectSamePath, follow } from './testing/equations.ts';
import { pytorchPath } from './testing/pytorch.ts';

const tenfold = rates.map((rate) => 10 * rate);

function expected({ rho = 0.95, epsilon = 1e-6, weightDecay = 0 }: AdadeltaOptions): number[][] {
  return follow(
    tenfold,
    () => ({ gradients: 0, steps: 0 }),
    ({ value, gradient, rate, state }) => {
      state.gradients = rho * state.gradients + (1 - rho) * gradient ** 2;
      const step = (Math.sqrt(state.steps + epsilon) / Math.sqrt(state.gradients + epsilon)) * gradient;
      state.steps = rho * state.steps + (1 - rho) * step ** 2;
      return value - rate * weightDecay * value - rate * step;
    },
  );
}

const settings: AdadeltaOptions[] = [{}, { rho: 0.5, epsilon: 1e-2 }, { epsilon: 0.1 }];

it.each(settings)('%o follows algorithm 1', async (options) => {
  expectSamePath(await descend(adadelta(options), tenfold), expected(options), 2e-6);
});

it('decays kernels separately from the gradient', async () => {
  const options = { weightDecay: 0.03, epsilon: 1e-2 };
  const path = await descend(adadelta(options), tenfold, { shape: [2, 2] });
  expectSamePath(path, expected(options), 2e-6);
});

it('agrees with PyTorch', async () => {
  const path = await descend(adadelta({ rho: 0.9, epsilon: 1e-2 }), tenfold);
  expectSamePath(path, pytorchPath('adadelta'), 2e-6);
});

it('has a default rate of 1', () => {
  expect(adadelta().learningRate).toBe(1);
  expect(adadelta().slots).toEqual(['meanSquare', 'meanSquareStep']);
});
