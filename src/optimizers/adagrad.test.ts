// Adagrad over ten steps against its equations in float64 (tolerance 2e-6), against TensorFlow.js (1e-5), and
// against PyTorch, whose epsilon is outside the root, with one that does not count.
import { describe, expect, it } from 'vitest';
import { tf } from '../nn/testing/tensorflow.ts';
import { adagrad, type AdagradOptions } from './adagrad.ts';
import { descend, rates } from './testing/descend.ts';
import { expectSamePath, follow } from './testing/equations.ts';
import { pytorchPath } from './testing/pytorch.ts';
import { stepInTensorflow } from './testing/tensorflow-steps.ts';

function expected(options: AdagradOptions): number[][] {
  const { initialAccumulatorValue = 0.1, epsilon = 1e-7, weightDecay = 0 } = options;
  return follow(
    rates,
    () => ({ accumulator: initialAccumulatorValue }),
    ({ value, gradient, rate, state }) => {
      state.accumulator += gradient ** 2;
      return value - rate * weightDecay * value - (rate * gradient) / Math.sqrt(state.accumulator + epsilon);
    },
  );
}

const settings: AdagradOptions[] = [{}, { epsilon: 0.5 }, { initialAccumulatorValue: 0 }];

describe.each(settings)('%o', (options) => {
  it('follows its equations', async () => {
    expectSamePath(await descend(adagrad(options), rates), expected(options), 2e-6);
  });

  it('decays kernels separately from the gradient', async () => {
    const decaying = { ...options, weightDecay: 0.3 };
    const path = await descend(adagrad(decaying), rates, { shape: [2, 2] });
    expectSamePath(path, expected(decaying), 2e-6);
  });
});

it.each([0.1, 0.7])('agrees with TensorFlow.js from an accumulator of %d', async (initial) => {
  const path = await descend(adagrad({ initialAccumulatorValue: initial }), Array<number>(6).fill(0.1));
  expectSamePath(path, stepInTensorflow(tf.train.adagrad(0.1, initial), 6), 1e-5);
});

it.each([
  ['adagrad', 0.1],
  ['adagrad from 0', 0],
])('agrees with PyTorch: %s', async (name, initialAccumulatorValue) => {
  const path = await descend(adagrad({ initialAccumulatorValue, epsilon: 1e-20 }), rates);
  expectSamePath(path, pytorchPath(name), 2e-6);
});

it('keeps one sum, from 0', () => {
  expect(adagrad().slots).toEqual(['sumOfSquares']);
});
