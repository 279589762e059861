// The number of channels decides the layout. Every layer is trained for a step behind a convolution of each
// number of filters, and its gradients agree with those of the plain layout.
import { describe, expect, it } from 'vitest';
import { passNames, type PassName } from '../engine/passes/names.ts';
import type { Layer } from '../nn/layer.ts';
import {
  activation,
  averagePooling2d,
  batchNormalization,
  concatenate,
  conv2d,
  dense,
  depthwiseConv2d,
  globalAveragePooling2d,
  groupNormalization,
  layerNormalization,
  maxPooling2d,
  prelu,
  residual,
  separableConv2d,
  squeezeAndExcitation,
} from '../nn/layers/index.ts';
import { sequential, type Model } from '../nn/model.ts';
import { sgd } from '../optimizers/sgd.ts';
import { Random } from '../random.ts';
import { TrainStep } from './train-step.ts';

const input = [2, 4, 4] as const;
const batchSize = 16;

/** Layers that keep the sizes of a picture, so that they fit side by side; smooth, for exact gradients. */
const branches: readonly (readonly Layer[])[] = [
  [],
  [conv2d({ filters: 32, kernelSize: 1 })],
  [conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'swish' })],
  [conv2d({ filters: 5, kernelSize: 1, activation: 'tanh' })],
  [depthwiseConv2d({ kernelSize: 3, padding: 'same' })],
  [separableConv2d({ filters: 8, kernelSize: 3, padding: 'same' })],
  [batchNormalization()],
  [layerNormalization()],
  [groupNormalization({ groups: 1 })],
  [prelu(), activation('sigmoid')],
  [residual({ layers: [batchNormalization(), depthwiseConv2d({ kernelSize: 3, padding: 'same' })] })],
  [squeezeAndExcitation({ ratio: 1, squeezeActivation: 'swish' })],
  [maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' })],
  [averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' })],
];

const networkOf = (filters: number): Model =>
  sequential([
    conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'tanh' }),
    concatenate({ branches }),
    globalAveragePooling2d(),
    dense({ units: 3 }),
  ]);

/** How much each weight loses in one step of plain gradient descent. */
async function gradientsOf(
  model: Model,
  withoutPasses: readonly PassName[],
): Promise<Map<string, Float32Array>> {
  const random = new Random(3, 'pictures');
  const images = Uint8Array.from({ length: batchSize * 2 * 4 * 4 }, () => random.integer(256));
  const labels = Int32Array.from({ length: batchSize }, (_, i) => i % 3);
  const normalization = { mean: [0.5, 0.5], std: [0.25, 0.25] };
  const step = new TrainStep(
    { model, input, classes: 3, normalization, optimizer: sgd(), seed: 1 },
    { threads: 1, withoutPasses },
  );
  try {
    const before = new Map(Object.entries(step.weights).map(([name, data]) => [name, data.slice()]));
    await step.run({ images, labels }, { step: 1, learningRate: 1024 });
    return new Map(
      [...before].map(([name, data]) => [name, data.map((value, i) => value - step.weights[name]![i]!)]),
    );
  } finally {
    await step.dispose();
  }
}

const largest = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('every layer behind a convolution', () => {
  it.each(Array.from({ length: 40 }, (_, i) => i + 1))('of %d filters', async (filters) => {
    const model = networkOf(filters);
    const [found, expected] = [await gradientsOf(model, []), await gradientsOf(model, passNames)];
    const far = [...expected].filter(([name, plain]) => {
      const distance = largest(plain.map((value, i) => value - found.get(name)![i]!));
      return !(distance <= 1e-3 * largest(plain) + 1e-3);
    });
    expect(far.map(([name]) => name)).toEqual([]);
  });
});
