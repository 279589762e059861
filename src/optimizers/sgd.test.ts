// Gradient descent, with momentum and Nesterov's, over ten steps against the equations in float64 (tolerance
// 1e-6), with a rate that changes at half time: the velocity is kept without the rate, as Sutskever et al.
// (2013) and PyTorch do.
import { describe, expect, it } from 'vitest';
import { tf } from '../nn/testing/tensorflow.ts';
import { sgd, type SgdOptions } from './sgd.ts';
import { descend, rates } from './testing/descend.ts';
import { expectSamePath, follow } from './testing/equations.ts';
import { pytorchPath } from './testing/pytorch.ts';
import { stepInTensorflow } from './testing/tensorflow-steps.ts';

function expected({ momentum = 0, nesterov = false, weightDecay = 0 }: SgdOptions): number[][] {
  return follow(
    rates,
    () => ({ velocity: 0 }),
    ({ value, gradient, rate, state }) => {
      state.velocity = momentum * state.velocity + gradient;
      const direction = nesterov ? gradient + momentum * state.velocity : state.velocity;
      return value - rate * weightDecay * value - rate * direction;
    },
  );
}

const settings: SgdOptions[] = [{}, { momentum: 0.9 }, { momentum: 0.8, nesterov: true }];

describe.each(settings)('%o', (options) => {
  it('follows its equations', async () => {
    expectSamePath(await descend(sgd(options), rates), expected(options), 1e-6);
  });

  it('agrees with TensorFlow.js at a constant rate', async () => {
    const { momentum = 0, nesterov = false } = options;
    const peer = momentum > 0 ? tf.train.momentum(0.1, momentum, nesterov) : tf.train.sgd(0.1);
    expectSamePath(await descend(sgd(options), Array<number>(6).fill(0.1)), stepInTensorflow(peer, 6), 1e-6);
  });
});

it('agrees with PyTorch at a rate that changes', async () => {
  const path = await descend(sgd({ momentum: 0.8, nesterov: true }), rates);
  expectSamePath(path, pytorchPath('sgd'), 1e-6);
});

it('decays kernels by its equations, separately from the gradient', async () => {
  const options = { momentum: 0.9, weightDecay: 0.3 };
  expectSamePath(await descend(sgd(options), rates, { shape: [2, 2] }), expected(options), 1e-6);
});

it('keeps a velocity only with momentum', () => {
  expect(sgd().slots).toEqual([]);
  expect(sgd({ momentum: 0.9 }).slots).toEqual(['velocity']);
  expect(sgd({ learningRate: 0.3 }).config).toEqual({
    learningRate: 0.3,
    momentum: 0,
    nesterov: false,
    weightDecay: 0,
  });
});
