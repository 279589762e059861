// Saved models as layers: structure, weights by owner, and models that are refused.
import { expect, it } from 'vitest';
import { decodeMetadata, decodeModel } from '../../engine/onnx/decode.ts';
import { encodeModel } from '../../engine/onnx/encode.ts';
import { activation, conv2d, dense, flatten, residual, squeezeAndExcitation } from '../../nn/layers/index.ts';
import { sequential } from '../../nn/model.ts';
import { exportCase } from '../testing/models.ts';
import { describeLayers } from './describe-layers.ts';

const model = sequential([
  residual({
    layers: [conv2d({ filters: 2, kernelSize: 1 }), activation('relu')],
    shortcut: [conv2d({ filters: 2, kernelSize: 1, useBias: false })],
  }),
  residual({ layers: [squeezeAndExcitation({ ratio: 2 })] }),
  flatten(),
  dense({ units: 3 }),
]);
const { bytes } = await exportCase(['model', model, [1, 2, 3]]);

it('describes layers within layers, with the weights of each', () => {
  const { layers } = describeLayers(bytes, 'model');
  expect(layers.map(({ name, input, output }) => [name, input, output])).toEqual([
    ['residual', [1, 2, 3], [2, 2, 3]],
    ['residual_1', [2, 2, 3], [2, 2, 3]],
    ['flatten', [2, 2, 3], [12]],
    ['dense', [12], [3]],
  ]);
  const [first, second] = layers;
  const names = ({ branches }: typeof first & object) => branches.map((list) => list.map(({ name }) => name));
  expect(names(first!)).toEqual([['residual/conv2d', 'residual/activation'], ['residual/conv2d_1']]);
  expect(names(second!)).toEqual([['residual_1/squeezeAndExcitation'], []]);
  expect(Object.keys(first!.weights)).toEqual([]);
  expect(Object.keys(first!.branches[0]![0]!.weights)).toEqual(['kernel', 'bias']);
  expect(Object.keys(second!.branches[0]![0]!.weights)).toEqual([
    ...['squeeze/kernel', 'squeeze/bias', 'excite/kernel', 'excite/bias'],
  ]);
  expect(first!.options).toEqual({});
});

const withArchitecture = (layers: unknown) =>
  encodeModel(decodeModel(bytes), {
    metadata: { ...decodeMetadata(bytes), 'atelier.architecture': JSON.stringify({ name: 'net', layers }) },
  });

it.each([
  [[], 'net.onnx: the model comes from another program and is not known as layers; export it as onnx'],
  [
    [{ type: 'flatten' }, { type: 'capsule' }],
    "net.onnx: the layer capsule can't be exported to this format",
  ],
  [
    [{ type: 'flatten' }, { type: 'dense', units: 3 }],
    /net\.onnx: dense\/kernel: expected a weight \[6, 3\]/,
  ],
])('refuses %j', (layers, message) => {
  expect(() => describeLayers(withArchitecture(layers), 'net.onnx')).toThrow(message);
});
