import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { applyTemperature } from '../metrics/temperature.ts';
import { Random } from '../random.ts';
import { decodeModelCard, encodeClassifier } from './classifier-file.ts';
import { openClassifier } from './classifier.ts';
import { foldTemperature } from './fold-temperature.ts';
import { conv2d, dense, flatten, globalAveragePooling2d } from './layers/index.ts';
import type { Layer } from './layer.ts';
import { initialWeights, sequential } from './model.ts';
import { quantizeWeights } from './quantize-weights.ts';

const size = 6;
const classNames = ['a', 'b', 'c'];

function saved(...head: Layer[]): Uint8Array {
  const model = sequential([conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }), ...head]);
  const weights = initialWeights(model.weightSpecs([1, size, size]), 3);
  // A bias of zeros would hide that it is divided as well.
  for (const [name, weight] of Object.entries(weights))
    if (name.endsWith('bias')) weight.forEach((_, i) => (weight[i] = i - 1));
  return encodeClassifier(model, weights, {
    ...{ classNames, input: { channels: 1, height: size, width: size } },
    preprocessing: { mean: [0.3], std: [0.35] },
    ...{ data: 'nothing', seed: 1, epoch: 2, validation: { count: 10, accuracy: 0.5, loss: 1 } },
  });
}

const random = new Random(5, 'pictures');
const pictures = Uint8Array.from({ length: 20 * size * size }, () => random.integer(256));

async function probabilitiesOf(bytes: Uint8Array): Promise<Float32Array> {
  const classifier = await openClassifier(bytes, 'model');
  const probabilities = await classifier.predict(pictures);
  await classifier.dispose();
  return Float32Array.from(probabilities);
}

describe('a temperature folded into a model', () => {
  it.each([
    ['with a bias', dense({ units: 3 })],
    ['without one', dense({ units: 3, useBias: false })],
  ])('gives the probabilities at that temperature, %s', async (_, head) => {
    const bytes = saved(flatten(), head);
    const expected = applyTemperature(await probabilitiesOf(bytes), 3, 0.6);
    const found = await probabilitiesOf(foldTemperature(bytes, 0.6));
    found.forEach((probability, i) => expect(probability).toBeCloseTo(expected[i]!, 5));
  });

  it('changes nothing with 1', () => {
    const bytes = saved(flatten(), dense({ units: 3 }));
    expect(foldTemperature(bytes, 1)).toEqual(bytes);
  });

  it('keeps the description in the file', () => {
    const bytes = saved(flatten(), dense({ units: 3 }));
    expect(decodeModelCard(foldTemperature(bytes, 2), 'x')).toEqual(decodeModelCard(bytes, 'x'));
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a temperature of %s', (temperature) => {
    expect(() => foldTemperature(saved(flatten(), dense({ units: 3 })), temperature)).toThrow(
      new InputError(`temperature: expected a number above 0, got ${temperature}`),
    );
  });

  it.each([
    ['ends in no dense layer', saved(conv2d({ filters: 3, kernelSize: 3 }), globalAveragePooling2d())],
    ['is stored small', quantizeWeights(saved(flatten(), dense({ units: 3 })), 'int8')],
  ])('refuses a model that %s', (_, bytes) => {
    expect(() => foldTemperature(bytes, 2, 'x.onnx')).toThrow(
      new InputError(
        'x.onnx: expected a model that ends in a dense layer with float32 weights and a softmax',
      ),
    );
  });
});
