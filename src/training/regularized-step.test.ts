// A training step with penalties on some kernels against the same step without: the loss grows by the
// penalties, plain gradient descent also moves those kernels by the penalties' derivatives, and nothing else
// changes.
import { expect, it } from 'vitest';
import { expectClose } from '../engine/testing/closeness.ts';
import { conv2d, dense, flatten } from '../nn/layers/index.ts';
import { sequential } from '../nn/model.ts';
import type { Regularizer } from '../nn/regularizers.ts';
import { sgd } from '../optimizers/sgd.ts';
import { Random } from '../random.ts';
import { TrainStep } from './train-step.ts';

const rate = 0.5;
const ofConv: Regularizer = { l1: 0.02, l2: 0 };
const ofDense: Regularizer = { l1: 0.01, l2: 0.05 };
const factors: Readonly<Record<string, Regularizer>> = { 'conv2d/kernel': ofConv, 'dense/kernel': ofDense };

const modelWith = (penalised: boolean) =>
  sequential([
    conv2d({
      filters: 4,
      kernelSize: 3,
      activation: 'tanh',
      ...(penalised && { kernelRegularizer: ofConv }),
    }),
    flatten(),
    dense({ units: 3, ...(penalised && { kernelRegularizer: ofDense }) }),
  ]);

/** One step: its loss, and each weight before and after. */
async function stepOf(penalised: boolean) {
  const config = {
    input: [1, 8, 8] as const,
    classes: 3,
    normalization: { mean: [0.5], std: [0.3] },
    seed: 1,
  };
  const step = new TrainStep({ ...config, model: modelWith(penalised), optimizer: sgd() }, { threads: 1 });
  const before = Object.fromEntries(
    Object.entries(step.weights).map(([name, values]) => [name, values.slice()]),
  );
  const random = new Random(2, 'pictures');
  const images = Uint8Array.from({ length: 5 * 64 }, () => random.integer(256));
  const { loss } = await step.run(
    { images, labels: Int32Array.of(0, 1, 2, 0, 1) },
    { step: 1, learningRate: rate },
  );
  const { weights: after } = step;
  await step.dispose();
  return { loss, before, after };
}

const [plain, penalised] = [await stepOf(false), await stepOf(true)];

it('adds the penalties to the loss', () => {
  const penalties = Object.entries(factors).map(([name, { l1, l2 }]) =>
    penalised.before[name]!.reduce((sum, value) => sum + l1 * Math.abs(value) + l2 * value ** 2, 0),
  );
  expect(penalties.every((value) => value > 0.01)).toBe(true);
  const expected = penalties.reduce((a, b) => a + b, plain.loss);
  expect(Math.abs(penalised.loss - expected)).toBeLessThan(1e-5);
});

it('moves the kernels by the derivatives of the penalties, and no bias', () => {
  expect(penalised.before).toEqual(plain.before);
  for (const { name } of modelWith(false).weightSpecs([1, 8, 8])) {
    const start = plain.before[name]!;
    const { l1, l2 } = factors[name] ?? { l1: 0, l2: 0 };
    const expected = Array.from(
      plain.after[name]!,
      (value, i) => value - rate * (l1 * Math.sign(start[i]!) + 2 * l2 * start[i]!),
    );
    expectClose(penalised.after[name]!, expected, 1e-6, name);
  }
});
