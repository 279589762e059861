// Gradient descent, with momentum and Nesterov's, over ten steps against the equations in float64 (tolerance 1e-6), with
// a rate that changes at half time: the velocity is kept without the rate, as Sutskever et al. (2013) and PyTorch do.
import { describe, expect, it } from 'vitest';
import { expectClose } from '../engine/testing/closeness.ts';
import { dataOf, tensor, tf } from '../nn/testing/tensorflow.ts';
import { sgd, type SgdOptions } from './sgd.ts';
import { descend, gradientAt, start } from './testing/descend.ts';

const rates = [0.1, 0.1, 0.1, 0.1, 0.1, 0.02, 0.02, 0.02, 0.02, 0.02];

function expected({ momentum = 0, nesterov = false }: SgdOptions): number[][] {
  let theta = [...start];
  let velocity = start.map(() => 0);
  return rates.map((rate) => {
    const gradient = gradientAt(theta);
    velocity = velocity.map((v, i) => momentum * v + gradient[i]!);
    theta = theta.map((value, i) => {
      return value - rate * (nesterov ? gradient[i]! + momentum * velocity[i]! : velocity[i]!);
    });
    return theta;
  });
}

const settings: SgdOptions[] = [{}, { momentum: 0.9 }, { momentum: 0.8, nesterov: true }];

describe.each(settings)('%o', (options) => {
  it('follows its equations', async () => {
    const path = await descend(sgd(options), rates);
    const want = expected(options);
    path.forEach((theta, i) => expectClose(theta, want[i]!, 1e-6, `parameters after step ${i + 1}`));
  });

  it('agrees with TensorFlow.js at a constant rate', async () => {
    const { momentum = 0, nesterov = false } = options;
    const peer = momentum > 0 ? tf.train.momentum(0.1, momentum, nesterov) : tf.train.sgd(0.1);
    const theta = tf.variable(tensor(start, [4]));
    for (const ours of await descend(sgd(options), Array<number>(6).fill(0.1))) {
      const gradient = tensor(gradientAt(dataOf(theta)), [4]);
      peer.applyGradients([{ name: theta.name, tensor: gradient }]);
      expectClose(ours, dataOf(theta), 1e-6);
    }
  });
});

it('keeps a velocity only where there is momentum', () => {
  expect(sgd().slots).toEqual([]);
  expect(sgd({ momentum: 0.9 }).slots).toEqual(['velocity']);
  expect(sgd({ learningRate: 0.3 }).config).toEqual({ learningRate: 0.3, momentum: 0, nesterov: false });
});
