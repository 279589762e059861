// Adam over ten steps against algorithm 1 of Kingma & Ba (2015), written out in float64 (tolerance 2e-6),
// against PyTorch (2e-6) and against TensorFlow.js (2e-5). A large epsilon shows whether it is added where
// the paper adds it, to the corrected root. With weight decay the same for AdamW, algorithm 2 of Loshchilov &
// Hutter (2019).
import { describe, expect, it } from 'vitest';
import { tf } from '../nn/testing/tensorflow.ts';
import { adam, type AdamOptions } from './adam.ts';
import { adamw } from './adamw.ts';
import { descend, rates } from './testing/descend.ts';
import { expectClose } from '../engine/testing/closeness.ts';
import { expectSamePath, follow } from './testing/equations.ts';
import { pytorchPath } from './testing/pytorch.ts';
import { stepInTensorflow } from './testing/tensorflow-steps.ts';

function expected({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 }: AdamOptions): number[][] {
  return follow(
    rates,
    () => ({ m: 0, v: 0 }),
    ({ value, gradient, rate, step, state }) => {
      state.m = beta1 * state.m + (1 - beta1) * gradient;
      state.v = beta2 * state.v + (1 - beta2) * gradient ** 2;
      const [first, second] = [state.m / (1 - beta1 ** step), state.v / (1 - beta2 ** step)];
      return value - rate * weightDecay * value - (rate * first) / (Math.sqrt(second) + epsilon);
    },
  );
}

const settings: AdamOptions[] = [{}, { epsilon: 0.1 }, { beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }];

describe.each(settings)('%o', (options) => {
  it('follows algorithm 1', async () => {
    expectSamePath(await descend(adam(options), rates), expected(options), 2e-6);
  });

  it('agrees with TensorFlow.js', async () => {
    const peer = tf.train.adam(0.1, options.beta1, options.beta2, options.epsilon ?? 1e-8);
    const path = await descend(adam(options), Array<number>(6).fill(0.1));
    // It takes 1 - beta2ᵗ in float32, where cancellation leaves a relative error of 6e-5 in the first step.
    expectSamePath(path, stepInTensorflow(peer, 6), 2e-5);
  });
});

it('agrees with PyTorch', async () => {
  expectSamePath(await descend(adam({ epsilon: 0.1 }), rates), pytorchPath('adam'), 2e-6);
});

it('moves each parameter by the rate against its gradient in the first step', async () => {
  const [first] = await descend(adam(), [0.1]);
  // By hand: both corrected moments are g and g², so that the step is rate · sign(g); the third gradient is
  // 0.
  expectClose(first!, [0.9, -1.9, 0.5, 2.9], 1e-6);
});

it('keeps two moments and documents its defaults', () => {
  expect(adam().slots).toEqual(['m', 'v']);
  expect(adam().config).toEqual({
    learningRate: 1e-3,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 0,
  });
});

describe('weight decay', () => {
  const kernel = { shape: [2, 2] };

  it.each([adam, adamw])('follows algorithm 2, separately from the gradient', async (optimizer) => {
    const options = { weightDecay: 0.3 };
    expectSamePath(await descend(optimizer(options), rates, kernel), expected(options), 2e-6);
  });

  it('is 0.01 in adamw by default, as in PyTorch', async () => {
    expect(adamw().config).toEqual({ ...adam().config, weightDecay: 0.01 });
    expectSamePath(await descend(adamw(), rates, kernel), expected({ weightDecay: 0.01 }), 2e-6);
  });

  it('agrees with PyTorch', async () => {
    const path = await descend(adamw({ beta1: 0.8, beta2: 0.99, weightDecay: 0.3 }), rates, kernel);
    expectSamePath(path, pytorchPath('adamw'), 2e-6);
  });

  it('spares biases and normalisation weights', async () => {
    expect(await descend(adam({ weightDecay: 0.3 }), rates)).toEqual(await descend(adam(), rates));
  });
});
