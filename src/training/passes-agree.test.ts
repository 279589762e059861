// The passes are rewrites: a training step comes to the same with all of them, with none, and with each left out. Gradients are
// what plain gradient descent takes off the weights; its large rate keeps them from drowning in the weights' own rounding.
import { afterEach, describe, expect, it } from 'vitest';
import { lenet5, paperCnn, resnet20, wrn16x4 } from '../architectures/index.ts';
import { passNames, type PassName } from '../engine/passes/names.ts';
import type { CompileOptions } from '../engine/runtime/compile.ts';
import type { Layer } from '../nn/layer.ts';
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  maxPooling2d,
  residual,
} from '../nn/layers/index.ts';
import { sequential, type Model } from '../nn/model.ts';
import { adam } from '../optimizers/adam.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { sgd } from '../optimizers/sgd.ts';
import { Random } from '../random.ts';
import { TrainStep } from './train-step.ts';

/** Of the loss, and of each gradient relative to its tensor's largest. */
const tolerance = 1e-4;
const rate = 1024;
const size = 28;
const batchSize = 16;

const opened: TrainStep[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((step) => step.dispose()));
});

function open(model: Model, options: CompileOptions, optimizer: Optimizer = sgd()): TrainStep {
  const normalization = { mean: [0.4], std: [0.3] };
  const input = [1, size, size] as const;
  const step = new TrainStep({ model, input, classes: 10, normalization, optimizer, seed: 1 }, options);
  opened.push(step);
  return step;
}

function batch(index: number): { images: Uint8Array; labels: Int32Array } {
  const random = new Random(5, 'batch', index);
  return {
    images: Uint8Array.from({ length: batchSize * size * size }, () => random.integer(256)),
    labels: Int32Array.from({ length: batchSize }, () => random.integer(10)),
  };
}

interface Results {
  readonly loss: number;
  readonly correct: number;
  /** What each weight has lost in one step. */
  readonly differences: ReadonlyMap<string, Float32Array>;
}

async function stepWithout(model: Model, withoutPasses: readonly PassName[]): Promise<Results> {
  const step = open(model, { threads: 2, withoutPasses });
  const names = model.weightSpecs([1, size, size]).map(({ name }) => name);
  const before = new Map(names.map((name) => [name, step.weights[name]!.slice()]));
  const { images, labels } = batch(0);
  const results = await step.run(images, labels, 1, rate);
  const differences = names.map((name): [string, Float32Array] => {
    const after = step.weights[name]!;
    return [name, before.get(name)!.map((value, i) => value - after[i]!)];
  });
  return { ...results, differences: new Map(differences) };
}

function expectSame(found: Results, expected: Results): void {
  expect(found.correct).toBe(expected.correct);
  expect(Math.abs(found.loss / expected.loss - 1)).toBeLessThan(tolerance);
  const distances = [...expected.differences].map(([name, values]): [string, number] => {
    const other = found.differences.get(name)!;
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return [
      name,
      values.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0) / largest,
    ];
  });
  expect(distances.filter(([, distance]) => !(distance < tolerance))).toEqual([]);
}

describe('all passes or none', () => {
  it.each([
    ['paper-cnn', paperCnn(10)],
    ['lenet5', lenet5(10)],
    ['resnet20', resnet20(10)],
    ['wrn-16-4', wrn16x4(10)],
  ])('%s', async (_, model) => {
    expectSame(await stepWithout(model, []), await stepWithout(model, passNames));
  });
});

const normalizedConv = (filters: number, strides = 1): Layer[] => [
  conv2d({ filters, kernelSize: 3, strides, padding: 'same', useBias: false }),
  batchNormalization(),
];

/** Something for every pass. */
const small = sequential([
  conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
  maxPooling2d(2),
  ...normalizedConv(16),
  activation('relu'),
  residual({ layers: [...normalizedConv(16), activation('relu'), ...normalizedConv(16)] }),
  activation('relu'),
  residual({
    layers: [...normalizedConv(32, 2), activation('relu'), ...normalizedConv(32)],
    shortcut: [conv2d({ filters: 32, kernelSize: 1, strides: 2, useBias: false })],
  }),
  activation('relu'),
  maxPooling2d(2),
  flatten(),
  dropout(0.5),
  dense({ units: 10 }),
]);

describe('each pass left out', () => {
  it.each(passNames)('%s', async (name) => {
    expectSame(await stepWithout(small, [name]), await stepWithout(small, []));
  });
});

it('resnet20 gives the same bits for the same seed, on two threads', async () => {
  const train = async () => {
    const step = open(resnet20(10), { threads: 2 }, adam());
    const losses: number[] = [];
    for (const i of [1, 2]) {
      const { images, labels } = batch(i);
      losses.push((await step.run(images, labels, i, 1e-3)).loss);
    }
    return { losses, weights: { ...step.weights } };
  };
  expect(await train()).toEqual(await train());
});
