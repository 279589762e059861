// The values of a dense layer, by hand and against TensorFlow.js (tolerance 1e-6: seven products in float32).
import { expect, it } from 'vitest';
import { expectClose } from '../../engine/testing/closeness.ts';
import { buildLayer, drawnInput, drawnWeights, runLayer } from '../testing/layer-programs.ts';
import { dataOf, tensor, tf } from '../testing/tensorflow.ts';
import { dense } from './dense.ts';

it('multiplies by the kernel, adds the bias and activates', async () => {
  const weights = {
    'dense/kernel': Float32Array.of(1, 2, 3, 4),
    'dense/bias': Float32Array.of(0.5, -20),
  };
  const layer = dense({ units: 2, activation: 'relu' });
  const { y } = await runLayer(layer, [2, 2], Float32Array.of(1, -1, 2, 3), weights);
  // [1·1 - 1·3 + 0.5, 1·2 - 1·4 - 20] and [2·1 + 3·3 + 0.5, 2·2 + 3·4 - 20], negatives cut
  expect([...y!]).toEqual([0, 0, 11.5, 0]);
});

it.each([true, false])('agrees with TensorFlow.js (bias: %s)', async (useBias) => {
  const layer = dense({ units: 4, useBias });
  const x = drawnInput([3, 7]);
  const weights = drawnWeights(layer, [3, 7]);
  const product = tf.matMul(tensor(x, [3, 7]), tensor(weights['dense/kernel']!, [7, 4]));
  const expected = useBias ? tf.add(product, tensor(weights['dense/bias']!, [4])) : product;
  expectClose((await runLayer(layer, [3, 7], x, weights))['y']!, dataOf(expected), 1e-6);
});

it('says how to fix an input of pictures', () => {
  const build = () => buildLayer(dense({ units: 2 }), [1, 3, 2, 2]);
  expect(build).toThrow(/^dense: .*\[1, 3, 2, 2\]: put flatten\(\) before it$/);
});
