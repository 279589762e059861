// The training step as a whole: reproducible to the bit, continued with other batch sizes, its loss worked
// out by hand, and three steps of Adam on a small convolutional network against TensorFlow.js.
import { afterEach, describe, expect, it } from 'vitest';
import { expectClose } from '../engine/testing/closeness.ts';
import { batchNormalization, conv2d, dense, dropout, flatten, maxPooling2d } from '../nn/layers/index.ts';
import { sequential } from '../nn/model.ts';
import { dataOf, tensor, tf, toChannelsFirst, toChannelsLast, toKernel } from '../nn/testing/tensorflow.ts';
import { adam } from '../optimizers/adam.ts';
import { sgd } from '../optimizers/sgd.ts';
import { Random } from '../random.ts';
import { TrainStep, type TrainStepConfig } from './train-step.ts';

const input = [1, 8, 8] as const;
const normalization = { mean: [0.4], std: [0.3] };
const opened: TrainStep[] = [];

function open(config: Partial<TrainStepConfig>): TrainStep {
  const model = sequential([flatten(), dense({ units: 3 })]);
  const defaults = { model, input, classes: 3, normalization, optimizer: sgd(), seed: 1 };
  const step = new TrainStep({ ...defaults, ...config }, { threads: 1, debug: true });
  opened.push(step);
  return step;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((step) => step.dispose()));
});

/** Batch `index` of a stream: random pictures and labels. */
function batch(index: number, size = 6): { images: Uint8Array; labels: Int32Array } {
  const random = new Random(11, 'batch', index);
  return {
    images: Uint8Array.from({ length: size * 64 }, () => random.integer(256)),
    labels: Int32Array.from({ length: size }, () => random.integer(3)),
  };
}

const copied = (weights: Readonly<Record<string, Float32Array>>): Record<string, Float32Array> =>
  Object.fromEntries(Object.entries(weights).map(([name, data]) => [name, data.slice()]));

async function train(step: TrainStep, sizes: readonly number[], rate = 0.01): Promise<number[]> {
  const losses: number[] = [];
  for (const [i, size] of sizes.entries()) {
    const { images, labels } = batch(i, size);
    losses.push((await step.run({ images, labels }, { step: i + 1, learningRate: rate })).loss);
  }
  return losses;
}

describe('repeated', () => {
  const model = sequential([
    conv2d({ filters: 4, kernelSize: 3, useBias: false }),
    batchNormalization(),
    maxPooling2d(2),
    flatten(),
    dropout(0.5),
    dense({ units: 3 }),
  ]);
  const five = [6, 6, 6, 6, 6];
  const after = async (seed: number) => {
    const step = open({ model, optimizer: adam(), seed });
    const losses = await train(step, five);
    return { losses, weights: copied(step.weights) };
  };

  it('gives the same weights to the bit for the same seed', async () => {
    expect(await after(1)).toEqual(await after(1));
  });

  it('gives other weights for another seed', async () => {
    const [one, other] = [await after(1), await after(2)];
    expect(one.losses).not.toEqual(other.losses);
    expect(one.weights['conv2d/kernel']).not.toEqual(other.weights['conv2d/kernel']);
  });

  it('drops different elements at another step', async () => {
    const { images, labels } = batch(0);
    const lossAt = async (step: number) =>
      (await open({ model, optimizer: sgd() }).run({ images, labels }, { step, learningRate: 0 })).loss;
    expect(await lossAt(1)).toBe(await lossAt(1));
    expect(await lossAt(1)).not.toBe(await lossAt(2));
  });
});

it('updates its running statistics at each step', async () => {
  const model = sequential([batchNormalization({ momentum: 0.5 }), flatten(), dense({ units: 3 })]);
  const step = open({ model, normalization: { mean: [0], std: [1 / 255] } });
  let expected = 0;
  for (let i = 0; i < 3; i++) {
    const { images, labels } = batch(i);
    await step.run({ images, labels }, { step: i + 1, learningRate: 0 });
    expected = 0.5 * expected + (0.5 * images.reduce((a, b) => a + b, 0)) / images.length;
    expectClose(step.weights['batchNormalization/movingMean']!, [expected], 1e-6);
  }
});

it('leaves the weights that it starts from as they are', async () => {
  const model = sequential([batchNormalization(), flatten(), dense({ units: 3 })]);
  const startFrom = open({ model }).weights;
  const before = copied(startFrom);
  await train(open({ model, startFrom }), [6, 6]);
  expect(startFrom).toEqual(before);
});

it('keeps its state with another batch size', async () => {
  const optimizer = sgd({ momentum: 0.9 });
  const model = sequential([flatten(), dense({ units: 3, kernelInitializer: 'zeros' })]);
  const mixed = open({ model, optimizer });
  await train(mixed, [6, 4, 6, 4]);
  // The same four batches by the equations of a softmax regression, in float64.
  const kernel = new Float64Array(64 * 3);
  const velocity = new Float64Array(64 * 3);
  const bias = new Float64Array(3);
  const biasVelocity = new Float64Array(3);
  for (const [i, size] of [6, 4, 6, 4].entries()) {
    const { slope, biasSlope } = regressionGradient(batch(i, size), kernel, bias);
    velocity.forEach((v, j) => (velocity[j] = 0.9 * v + slope[j]!));
    biasVelocity.forEach((v, j) => (biasVelocity[j] = 0.9 * v + biasSlope[j]!));
    velocity.forEach((v, j) => (kernel[j]! -= 0.01 * v));
    biasVelocity.forEach((v, j) => (bias[j]! -= 0.01 * v));
  }
  expectClose(mixed.weights['dense/kernel']!, kernel, 1e-6);
  expectClose(mixed.weights['dense/bias']!, bias, 1e-6);
});

const pixel = (value: number): number => (value / 255 - 0.4) / 0.3;

/**
 * Logits, shares and loss of a softmax regression on a batch, and the gradient of its kernel `[64, 3]` and
 * bias.
 */
function regressionGradient(
  { images, labels }: { images: Uint8Array; labels: Int32Array },
  kernel: ArrayLike<number>,
  bias: ArrayLike<number>,
) {
  const slope = new Float64Array(64 * 3);
  const biasSlope = new Float64Array(3);
  let loss = 0;
  let correct = 0;
  labels.forEach((label, n) => {
    const x = Array.from(images.subarray(n * 64, (n + 1) * 64), pixel);
    const logits = [0, 1, 2].map((c) =>
      x.reduce((sum, value, j) => sum + value * kernel[j * 3 + c]!, bias[c]!),
    );
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    loss += (Math.log(total) - logits[label]!) / labels.length;
    if (logits[label] === Math.max(...logits)) correct++;
    for (const c of [0, 1, 2]) {
      const error = (Math.exp(logits[c]!) / total - (c === label ? 1 : 0)) / labels.length;
      biasSlope[c]! += error;
      x.forEach((value, j) => (slope[j * 3 + c]! += value * error));
    }
  });
  return { slope, biasSlope, loss, correct };
}

it('measures loss and accuracy before the update', async () => {
  const step = open({});
  const given = batch(3, 5);
  const kernel = step.weights['dense/kernel']!.slice();
  const expected = regressionGradient(given, kernel, [0, 0, 0]);
  const first = await step.run(given, { step: 1, learningRate: 0.1 });
  expectClose([first.loss], [expected.loss], 1e-6);
  expect(first.correct).toBe(expected.correct);
  expectClose(
    step.weights['dense/kernel']!,
    Array.from(kernel, (value, i) => value - 0.1 * expected.slope[i]!),
    1e-6,
  );
});

it('names the part of a batch that does not fit', async () => {
  await expect(
    open({}).run({ images: new Uint8Array(64), labels: Int32Array.of(0, 1) }, { step: 1, learningRate: 0.1 }),
  ).rejects.toThrow(/images.*64/);
});

/** Three steps of Adam in TensorFlow.js on the network below, from the same weights and batches. */
function trainInTensorflow(
  start: Record<string, Float32Array>,
  shapes: ReadonlyMap<string, readonly number[]>,
) {
  const variables = new Map(
    [...shapes].map(([name, shape]) => [name, tf.variable(tensor(start[name]!, shape))] as const),
  );
  const of = (name: string): tf.Tensor => variables.get(name)!;
  const optimizer = tf.train.adam(0.01, 0.9, 0.999, 1e-8);
  const losses = [0, 1, 2].map((i) => {
    const { images, labels } = batch(i);
    const x = toChannelsLast(tensor(Float32Array.from(images, pixel), [6, ...input]));
    const targets = tf.oneHot(tf.tensor1d(labels, 'int32'), 3);
    const loss = optimizer.minimize(() => {
      const plain = tf.conv2d(x, toKernel(of('conv2d/kernel')), 1, 'same');
      const hidden = tf.maxPool(tf.relu(tf.add(plain, of('conv2d/bias'))) as tf.Tensor4D, 2, 2, 'valid');
      const flat = tf.reshape(toChannelsFirst(hidden), [6, 64]);
      const logits = tf.add(tf.matMul(flat, of('dense/kernel')), of('dense/bias'));
      return tf.losses.softmaxCrossEntropy(targets, logits);
    }, true);
    return dataOf(loss!)[0]!;
  });
  return { losses, weights: new Map([...variables].map(([name, variable]) => [name, dataOf(variable)])) };
}

it('agrees with TensorFlow.js over three steps of Adam, losses within 1e-5 and weights within 1e-4', async () => {
  const model = sequential([
    conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' }),
    maxPooling2d(2),
    flatten(),
    dense({ units: 3 }),
  ]);
  const step = open({ model, optimizer: adam() });
  const shapes = new Map(model.weightSpecs(input).map(({ name, shape }) => [name, shape]));
  const theirs = trainInTensorflow(copied(step.weights), shapes);
  expectClose(await train(step, [6, 6, 6]), theirs.losses, 1e-5, 'losses');
  expect(theirs.weights.size).toBe(4);
  for (const [name, values] of theirs.weights) expectClose(step.weights[name]!, values, 1e-4, name);
});

it.each([
  [2, 'the network: expected 2 outputs, one for each class, got 3'],
  [4, 'the network: expected 4 outputs, one for each class, got 3'],
])('refuses a network of 3 outputs for %d classes', async (classes, message) => {
  const step = open({ classes });
  opened.pop(); // there is nothing to dispose of
  await expect(step.prepare(6)).rejects.toThrow(message);
});
