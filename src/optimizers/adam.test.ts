// Adam over ten steps against algorithm 1 of Kingma & Ba (2015), written out in float64 (tolerance 2e-6), and against
// TensorFlow.js (2e-5). A large epsilon shows whether it is added where the paper adds it, to the corrected root.
import { describe, expect, it } from 'vitest';
import { expectClose } from '../engine/testing/closeness.ts';
import { dataOf, tensor, tf } from '../nn/testing/tensorflow.ts';
import { adam, type AdamOptions } from './adam.ts';
import { descend, gradientAt, start } from './testing/descend.ts';

const rates = [0.1, 0.1, 0.1, 0.1, 0.1, 0.02, 0.02, 0.02, 0.02, 0.02];

function expected({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 }: AdamOptions): number[][] {
  let theta = [...start];
  let m = start.map(() => 0);
  let v = start.map(() => 0);
  return rates.map((rate, i) => {
    const t = i + 1;
    const gradient = gradientAt(theta);
    m = m.map((value, i) => beta1 * value + (1 - beta1) * gradient[i]!);
    v = v.map((value, i) => beta2 * value + (1 - beta2) * gradient[i]! ** 2);
    theta = theta.map((value, i) => {
      const [first, second] = [m[i]! / (1 - beta1 ** t), v[i]! / (1 - beta2 ** t)];
      return value - rate * weightDecay * value - (rate * first) / (Math.sqrt(second) + epsilon);
    });
    return theta;
  });
}

const settings: AdamOptions[] = [{}, { epsilon: 0.1 }, { beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }];

describe.each(settings)('%o', (options) => {
  it('follows algorithm 1', async () => {
    const path = await descend(adam(options), rates);
    const want = expected(options);
    path.forEach((theta, i) => expectClose(theta, want[i]!, 2e-6, `parameters after step ${i + 1}`));
  });

  it('agrees with TensorFlow.js', async () => {
    const peer = tf.train.adam(0.1, options.beta1, options.beta2, options.epsilon ?? 1e-8);
    const theta = tf.variable(tensor(start, [4]));
    for (const ours of await descend(adam(options), Array<number>(6).fill(0.1))) {
      peer.applyGradients([{ name: theta.name, tensor: tensor(gradientAt(dataOf(theta)), [4]) }]);
      // It takes 1 - beta2ᵗ in float32, where cancellation leaves a relative error of 6e-5 in the first step.
      expectClose(ours, dataOf(theta), 2e-5);
    }
  });
});

it('first moves each parameter by the rate, against its gradient', async () => {
  const [first] = await descend(adam(), [0.1]);
  // By hand: both corrected moments are g and g², so that the step is rate · sign(g); the third gradient is 0.
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
  const weightDecay = 0.3;

  it('follows algorithm 2 of Loshchilov & Hutter (2019), apart from the gradient', async () => {
    const path = await descend(adam({ weightDecay }), rates, [2, 2]);
    const want = expected({ weightDecay });
    path.forEach((theta, i) => expectClose(theta, want[i]!, 2e-6, `parameters after step ${i + 1}`));
  });

  it('spares biases and what normalises', async () => {
    expect(await descend(adam({ weightDecay }), rates)).toEqual(await descend(adam(), rates));
  });
});
