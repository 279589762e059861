// Variants of ONNX files: versions, precisions, and what they refuse.
import { expect, it } from 'vitest';
import { Graph } from '../../engine/graph/graph.ts';
import * as op from '../../engine/graph/operators/index.ts';
import { decodeMetadata, decodeModel } from '../../engine/onnx/decode.ts';
import { Model } from '../../engine/onnx/messages.ts';
import { decode } from '../../engine/onnx/wire.ts';
import { InputError } from '../../errors.ts';
import { batchNormalization, conv2d, dense, depthwiseConv2d, flatten } from '../../nn/layers/index.ts';
import { decodeModelCard } from '../../nn/classifier-file.ts';
import { sequential } from '../../nn/model.ts';
import { predictExported } from '../../node/export/check-export.ts';
import { largestDifference } from '../check/pictures.ts';
import { describeLayers } from '../layers/describe-layers.ts';
import { exportCase } from '../testing/models.ts';
import { encodeOnnx, type OnnxOptions } from './onnx-variant.ts';
import { forOpset } from './older-operators.ts';
import { bestRange } from './ranges.ts';

const model = sequential([
  conv2d({ filters: 4, kernelSize: 3, useBias: false }),
  batchNormalization(),
  conv2d({ filters: 4, kernelSize: 3, activation: 'mish' }),
  flatten(),
  dense({ units: 3 }),
]);
const { bytes, pictures, expected } = await exportCase(['model', model, [1, 8, 8]]);
const card = decodeModelCard(bytes, 'model');

async function differenceOf(options: OnnxOptions): Promise<number> {
  const files = [{ path: 'model.onnx', content: await encodeOnnx(bytes, 'model', options) }];
  const exported = { format: 'onnx' as const, files, card, input: options.input };
  const predicted = await predictExported(exported, pictures, { threads: 1 });
  return largestDifference((predicted as { probabilities: Float32Array }).probabilities, expected);
}

it.each([
  [{}, 21, 10],
  [{ opset: 13 }, 13, 7],
  [{ opset: 17 }, 17, 8],
  [{ opset: 19, ir: 10 }, 19, 10],
])('%j gives operator set %i in IR version %i', async (options, opset, ir) => {
  const { opsetImport, irVersion } = decode(Model, await encodeOnnx(bytes, 'model', options));
  expect(opsetImport).toMatchObject([{ version: opset }]);
  expect(irVersion).toBe(ir);
  expect(await differenceOf(options)).toBeLessThan(1e-6);
});

it.each([
  ['float16', 0.005],
  ['int8', 0.03],
  ['static-int8', 0.06],
] as const)('%s is close to the model', async (precision, tolerance) => {
  const difference = await differenceOf({ precision, calibration: pictures.images });
  expect(difference).toBeGreaterThan(0);
  expect(difference).toBeLessThan(tolerance);
});

it('float16 rounds kernels, but for the smallest, which have at most a fifth of the weights', async () => {
  const dtypes = async (file: Uint8Array) =>
    decodeModel(await encodeOnnx(file, 'model', { precision: 'float16' })).nodes.flatMap(
      ({ operator, inputs }) =>
        ['Conv', 'Gemm'].includes(operator.type) ? [inputs[1]!.producer?.inputs[0]!.dtype ?? 'float32'] : [],
    );
  // Kernels of 36, 144 and 192 weights.
  expect(await dtypes(bytes)).toEqual(['float32', 'float16', 'float16']);
  // 2, 2 and 8 weights: both small ones have more than a fifth together.
  const layers = [conv2d({ filters: 2, kernelSize: 1 }), depthwiseConv2d({ kernelSize: 1 }), flatten()];
  const { bytes: small } = await exportCase([
    'small',
    sequential([...layers, dense({ units: 2 })]),
    [1, 1, 2],
  ]);
  expect(await dtypes(small)).toEqual(['float32', 'float16', 'float16']);
});

it('quantises activations as well as kernels, with a batch normalisation folded before', async () => {
  const file = await encodeOnnx(bytes, 'model', { precision: 'static-int8', calibration: pictures.images });
  const types = decodeModel(file).nodes.map(({ operator }) => operator.type);
  const count = (wanted: string) => types.filter((type) => type === wanted).length;
  // Three inputs, three kernels, and three biases, the first of them from the normalisation.
  expect([count('QuantizeLinear'), count('DequantizeLinear'), count('BatchNormalization')]).toEqual([
    3, 9, 0,
  ]);
});

it('a file with normalised input does not pass for a model of ours', async () => {
  const file = await encodeOnnx(bytes, 'model', { input: 'normalized' });
  expect(() => decodeModelCard(file, 'file')).toThrow(/not one of Atelier's/);
  expect(decodeMetadata(file)).toHaveProperty('classNames');
});

it('a model with rounded activations is not exported in another precision, nor as layers', async () => {
  const file = await encodeOnnx(bytes, 'model', { precision: 'static-int8', calibration: pictures.images });
  const message =
    'small.onnx: the activations are rounded to 8 bits already (static-int8); export the model that it was made from';
  for (const precision of ['float32', 'float16', 'int8', 'static-int8'] as const)
    await expect(encodeOnnx(file, 'small.onnx', { precision })).rejects.toThrow(new InputError(message));
  expect(() => describeLayers(file, 'small.onnx')).toThrow(new InputError(message));
  const older = await encodeOnnx(file, 'small.onnx', { opset: 13 });
  expect(decode(Model, older).opsetImport).toMatchObject([{ version: 13 }]);
});

it('static quantisation needs pictures', async () => {
  await expect(encodeOnnx(bytes, 'net.onnx', { precision: 'static-int8' })).rejects.toThrow(
    new InputError('net.onnx: static-int8: expected training pictures, got none'),
  );
});

it('refuses operators that are newer and have no older form', () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [2, 3]);
  const scale = graph.constant(Float32Array.of(1, 1, 1), [3], 'float32');
  graph.output('y', op.layerNormalization(x, scale));
  expect(() => forOpset(graph, 16)).toThrow(
    "LayerNormalization: LayerNormalization needs version 17 of ONNX's operators, got 16",
  );
});

it('a range leaves out an extreme number if that rounds the others less', () => {
  const histogram = (last: number) => {
    const counts = new Float64Array(100).fill(1000);
    counts.fill(0, 50);
    counts[99] = last;
    return { low: 0, high: 100, counts };
  };
  expect(bestRange(histogram(0)).high).toBeLessThan(60); // nothing beyond 50
  expect(bestRange(histogram(1e7)).high).toBe(100);
  expect(bestRange(histogram(1e7)).low).toBe(0);
});
