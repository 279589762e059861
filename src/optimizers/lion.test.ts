// Lion over ten steps against algorithm 2 of Chen et al. (2023) in float64, and against Keras (tolerances
// 1e-6).
import { expect, it } from 'vitest';
import { expectClose } from '../engine/testing/closeness.ts';
import { lion, type LionOptions } from './lion.ts';
import { descend, rates } from './testing/descend.ts';
import { expectSamePath, follow } from './testing/equations.ts';
import { pytorchPath } from './testing/pytorch.ts';

function expected({ beta1 = 0.9, beta2 = 0.99, weightDecay = 0 }: LionOptions): number[][] {
  return follow(
    rates,
    () => ({ m: 0 }),
    ({ value, gradient, rate, state }) => {
      const direction = Math.sign(beta1 * state.m + (1 - beta1) * gradient);
      state.m = beta2 * state.m + (1 - beta2) * gradient;
      return value - rate * (direction + weightDecay * value);
    },
  );
}

const settings: LionOptions[] = [{}, { beta1: 0.5, beta2: 0.8 }, { beta1: 0, beta2: 0.5 }];

it.each(settings)('%o follows algorithm 2', async (options) => {
  expectSamePath(await descend(lion(options), rates), expected(options), 1e-6);
});

it('agrees with Keras', async () => {
  expectSamePath(await descend(lion(), rates), pytorchPath('lion'), 1e-6);
});

it('decays kernels, as its equations and Keras do', async () => {
  const options = { beta1: 0.5, beta2: 0.8, weightDecay: 0.3 };
  const path = await descend(lion(options), rates, { shape: [2, 2] });
  expectSamePath(path, expected(options), 1e-6);
  expectSamePath(path, pytorchPath('lion with decay'), 1e-6);
});

it('moves each parameter by the rate, or not at all', async () => {
  const [first] = await descend(lion(), [0.1]);
  expectClose(first!, [0.9, -1.9, 0.5, 2.9], 1e-6); // the third gradient is 0
  expect(lion().slots).toEqual(['m']);
});
