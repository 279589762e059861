// RMSprop over ten steps against its equations in float64 (tolerance 2e-6, centered 2e-5, where rounding in
// the difference of two means is blown up), against TensorFlow.js at a constant rate, whose velocity has the
// rate in it, and against PyTorch, whose epsilon is outside the root, with one that does not count.
import { describe, expect, it } from 'vitest';
import { tf } from '../nn/testing/tensorflow.ts';
import { rmsprop, type RmspropOptions } from './rmsprop.ts';
import { descend, rates } from './testing/descend.ts';
import { expectSamePath, follow } from './testing/equations.ts';
import { pytorchPath } from './testing/pytorch.ts';
import { stepInTensorflow } from './testing/tensorflow-steps.ts';

function expected(options: RmspropOptions): number[][] {
  const { rho = 0.9, momentum = 0, epsilon = 1e-7, centered = false, weightDecay = 0 } = options;
  return follow(
    rates,
    () => ({ square: 0, mean: 0, velocity: 0 }),
    ({ value, gradient, rate, state }) => {
      state.square = rho * state.square + (1 - rho) * gradient ** 2;
      state.mean = rho * state.mean + (1 - rho) * gradient;
      const spread = centered ? state.square - state.mean ** 2 : state.square;
      state.velocity = momentum * state.velocity + gradient / Math.sqrt(spread + epsilon);
      return value - rate * weightDecay * value - rate * state.velocity;
    },
  );
}

const settings: RmspropOptions[] = [
  {},
  { rho: 0.5, epsilon: 0.1 },
  { momentum: 0.9 },
  { rho: 0.8, momentum: 0.5, centered: true },
];

describe.each(settings)('%o', (options) => {
  const tolerance = options.centered ? 2e-5 : 2e-6;

  it('follows its equations', async () => {
    expectSamePath(await descend(rmsprop(options), rates), expected(options), tolerance);
  });

  it('decays kernels separately from the gradient', async () => {
    const decaying = { ...options, weightDecay: 0.3 };
    const path = await descend(rmsprop(decaying), rates, { shape: [2, 2] });
    expectSamePath(path, expected(decaying), tolerance);
  });

  // Centered, TensorFlow.js takes epsilon off under the root.
  it.skipIf(options.centered)('agrees with TensorFlow.js at a constant rate', async () => {
    const { rho = 0.9, momentum = 0, epsilon = 1e-7 } = options;
    const peer = tf.train.rmsprop(0.1, rho, momentum, epsilon);
    const path = await descend(rmsprop(options), Array<number>(6).fill(0.1));
    expectSamePath(path, stepInTensorflow(peer, 6), 1e-5);
  });
});

it.each<[name: string, options: RmspropOptions, tolerance: number]>([
  ['rmsprop', {}, 2e-6],
  ['rmsprop with momentum', { rho: 0.8, momentum: 0.7 }, 2e-6],
  ['rmsprop centered', { rho: 0.8, momentum: 0.5, centered: true }, 2e-5],
])('agrees with PyTorch: %s', async (name, options, tolerance) => {
  const path = await descend(rmsprop({ ...options, epsilon: 1e-20 }), rates);
  expectSamePath(path, pytorchPath(name), tolerance);
});

it('stays finite if rounding makes the variance of equal gradients negative', async () => {
  const gradient = () => [128.12, 128.12, -128.12, 128.12];
  const optimizer = rmsprop({ centered: true, rho: 0.5, epsilon: 1e-12 });
  const path = await descend(optimizer, Array<number>(40).fill(1e-3), { gradient });
  expect(path.flatMap((theta) => [...theta]).every(Number.isFinite)).toBe(true);
});

it('keeps only the slots that its options need', () => {
  expect(rmsprop().slots).toEqual(['meanSquare']);
  expect(rmsprop({ centered: true, momentum: 0.9 }).slots).toEqual(['meanSquare', 'mean', 'velocity']);
});
