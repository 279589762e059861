// ReLU with a learned slope: by hand, and against TensorFlow.js exactly.
import { expect, it } from 'vitest';
import { buildLayer, drawnInput, runLayer } from '../testing/layer-programs.ts';
import { initialWeights } from '../model.ts';
import { dataOf, tensor, tf } from '../testing/tensorflow.ts';
import { prelu } from './prelu.ts';

it('multiplies negative values by the slope of their feature', async () => {
  const weights = { 'prelu/alpha': Float32Array.of(0.5, -2) };
  const { y } = await runLayer(prelu(), [2, 2], Float32Array.of(-1, -3, 4, 0), weights);
  expect([...y!]).toEqual([-0.5, 6, 4, 0]);
});

it('has a slope for each channel of pictures', async () => {
  const shape = [2, 3, 4, 5];
  const x = drawnInput(shape);
  const alpha = Float32Array.of(0.1, 0, 1.5);
  const { y } = await runLayer(prelu(), shape, x, { 'prelu/alpha': alpha });
  expect(y).toEqual(dataOf(tf.prelu(tensor(x, shape), tensor(alpha, [3, 1, 1]))));
});

it('starts from 0.25, or the given value', () => {
  const start = (layer: ReturnType<typeof prelu>) =>
    initialWeights(buildLayer(layer, [1, 2]).context.specs, 1)['prelu/alpha'];
  expect(start(prelu())).toEqual(Float32Array.of(0.25, 0.25));
  expect(start(prelu({ alpha: -0.5 }))).toEqual(Float32Array.of(-0.5, -0.5));
});
