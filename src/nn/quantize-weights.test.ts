// Quantized models: how much each weight changes, that nothing else changes, and what is refused.
import { describe, expect, it } from 'vitest';
import { resnet20 } from '../architectures/index.ts';
import { fromFloat16 } from '../engine/graph/float16.ts';
import { Graph, type Value } from '../engine/graph/graph.ts';
import { relu } from '../engine/graph/operators/index.ts';
import { checkGraph } from '../engine/graph/specification.ts';
import { decodeMetadata, decodeModel } from '../engine/onnx/decode.ts';
import { encodeModel } from '../engine/onnx/encode.ts';
import { unpackConstants } from '../engine/passes/unpack-constants.ts';
import { openModel } from '../engine/runtime/program.ts';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { decodeModelCard, encodeClassifier } from './classifier-file.ts';
import { openClassifier } from './classifier.ts';
import { describeClassifier } from './describe-classifier.ts';
import { batchNormalization, conv2d, dense, depthwiseConv2d, flatten, prelu } from './layers/index.ts';
import { initialWeights, sequential, type Model, type Weights } from './model.ts';
import { quantizeWeights } from './quantize-weights.ts';
import { smallStorages } from './small-storage.ts';

const size = 8;
const mixed = sequential([
  conv2d({ filters: 6, kernelSize: 3 }),
  batchNormalization(),
  prelu(),
  depthwiseConv2d({ kernelSize: 3 }),
  flatten(),
  dense({ units: 12, activation: 'relu' }),
  dense({ units: 4, useBias: false }),
]);

const weightsOf = (model: Model): Record<string, Float32Array> =>
  initialWeights(model.weightSpecs([1, size, size]), 3);

function saved(model: Model, weights: Weights = weightsOf(model)): Uint8Array {
  return encodeClassifier(model, weights, {
    classNames: ['a', 'b', 'c', 'd'],
    input: { channels: 1, height: size, width: size },
    preprocessing: { mean: [0.3], std: [0.35] },
    ...{ data: 'nothing', seed: 1, epoch: 2, validation: { count: 10, accuracy: 0.5, loss: 1 } },
  });
}

/** All constants of a graph by their names. */
function constantsOf(graph: Graph): Map<string, Value> {
  const values = graph.nodes.flatMap(({ inputs }) => inputs);
  return new Map(values.flatMap((value) => (value?.data ? [[value.name, value]] : [])));
}

const unpackedWeights = (bytes: Uint8Array): Record<string, Float32Array> =>
  Object.fromEntries(
    [...constantsOf(unpackConstants(decodeModel(bytes)))].map(([name, { data }]) => [
      name,
      data as Float32Array,
    ]),
  );

const pictures = (count: number): Uint8Array => {
  const random = new Random(5, 'pictures');
  return Uint8Array.from({ length: count * size * size }, () => random.integer(256));
};

async function predict(bytes: Uint8Array, images: Uint8Array): Promise<Float32Array> {
  const classifier = await openClassifier(bytes, 'model', { threads: 1 });
  const probabilities = await classifier.predict(images);
  await classifier.dispose();
  return probabilities;
}

const largestDifference = (a: Float32Array, b: Float32Array): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

/** By kernel, where its output channels lie. */
const kernels: [name: string, axis: number][] = [
  ['conv2d/kernel', 0],
  ['depthwiseConv2d/kernel', 0],
  ['dense/kernel', 1],
  ['dense_1/kernel', 1],
];

describe('int8', () => {
  const small = decodeModel(quantizeWeights(saved(mixed), 'int8'));
  const constants = constantsOf(small);
  const before = constantsOf(decodeModel(saved(mixed)));

  it.each(kernels)('changes no weight of %s by more than half a level of its channel', (name, axis) => {
    const { data: weights, shape } = before.get(name)!;
    const levels = constants.get(`${name}:int8`)!;
    const scales = constants.get(`${name}:scale`)!;
    expect(levels).toMatchObject({ dtype: 'int8', shape });
    expect(scales.shape).toEqual(shape.map((length, i) => (i === axis ? length : 1)));
    const channelOf = (i: number) =>
      axis === 0 ? Math.floor((i * (shape[0] as number)) / weights!.length) : i % (shape[1] as number);
    scales.data!.forEach((scale, channel) => {
      const members = [...weights!.keys()].filter((i) => channelOf(i) === channel);
      const largest = Math.max(...members.map((i) => Math.abs(Number(weights![i]))));
      expect(scale).toBe(Math.fround(largest / 127));
      for (const i of members) {
        const error = Math.abs(Number(weights![i]) - Number(scale) * Number(levels.data![i]));
        expect(error).toBeLessThanOrEqual((Number(scale) / 2) * (1 + 1e-5));
      }
      expect(Math.max(...members.map((i) => Math.abs(Number(levels.data![i]))))).toBe(127);
    });
  });

  it('changes the output of a linear model within the bound that follows', async () => {
    const linear = sequential([flatten(), dense({ units: 4 })]);
    const bytes = saved(linear);
    const quantized = quantizeWeights(bytes, 'int8');
    const scales = constantsOf(decodeModel(quantized)).get('dense/kernel:scale')!.data as Float32Array;
    const images = pictures(20);
    const [exact, rounded] = await Promise.all([predict(bytes, images), predict(quantized, images)]);
    for (let i = 0; i < 20; i++) {
      const picture = images.subarray(i * size * size, (i + 1) * size * size);
      const reach = picture.reduce((sum, value) => sum + Math.abs((value / 255 - 0.3) / 0.35), 0);
      // A logit moves by at most scale / 2 · Σ|x|, and a log-probability by twice the largest such move.
      const bound = 2 * (Math.max(...scales) / 2) * reach;
      for (let c = 4 * i; c < 4 * i + 4; c++)
        expect(Math.abs(Math.log(rounded[c]! / exact[c]!))).toBeLessThanOrEqual(bound + 1e-5);
    }
    expect(largestDifference(exact, rounded)).toBeGreaterThan(1e-5);
  });

  it('rounds ties to even, and keeps channels of zeros', () => {
    const weights = weightsOf(sequential([flatten(), dense({ units: 4 })]));
    const kernel = new Float32Array(weights['dense/kernel']!.length); // [64, 4]
    [127, 0.5, 1.5, 2.5, -0.5, -1.5, -126.5].forEach((value, row) => (kernel[4 * row] = value));
    kernel[1] = 1e-40;
    const model = saved(sequential([flatten(), dense({ units: 4 })]), { ...weights, 'dense/kernel': kernel });
    const found = constantsOf(decodeModel(quantizeWeights(model, 'int8')));
    const levels = found.get('dense/kernel:int8')!.data as Int8Array;
    expect([...levels].filter((_, i) => i % 4 === 0).slice(0, 7)).toEqual([127, 0, 2, 2, 0, -2, -126]);
    expect([...levels].some((level, i) => i % 4 > 0 && level !== 0)).toBe(false);
    expect([...(found.get('dense/kernel:scale')!.data as Float32Array)]).toEqual([1, 1, 1, 1]);
  });
});

describe('float16', () => {
  it('rounds each weight to the nearest number', () => {
    const weights = weightsOf(mixed);
    const constants = constantsOf(decodeModel(quantizeWeights(saved(mixed), 'float16')));
    for (const [name] of kernels) {
      const halves = constants.get(`${name}:float16`)!.data as Uint16Array;
      weights[name]!.forEach((weight, i) => {
        const [below, found, above] = fromFloat16(Uint16Array.of(halves[i]! - 1, halves[i]!, halves[i]! + 1));
        const distance = Math.abs(found! - weight);
        expect(distance).toBeLessThanOrEqual(Math.min(Math.abs(below! - weight), Math.abs(above! - weight)));
      });
    }
  });

  it('refuses weights beyond its range', () => {
    const weights = weightsOf(mixed);
    weights['dense/kernel']![7] = -65_521;
    expect(() => quantizeWeights(saved(mixed, weights), 'float16', 'a.onnx')).toThrow(
      new InputError('a.onnx: dense/kernel: expected numbers from -65504 to 65504 for float16, got -65521'),
    );
  });
});

describe.each(smallStorages)('a model stored as %s', (storage) => {
  const bytes = saved(mixed);
  const small = quantizeWeights(bytes, storage, 'a.onnx');

  it('keeps everything but kernels, and its description', () => {
    checkGraph(decodeModel(small));
    const [before, after] = [unpackedWeights(bytes), unpackedWeights(small)];
    const names = kernels.map(([name]) => name);
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    for (const [name, values] of Object.entries(before))
      if (!names.includes(name)) expect(after[name], name).toEqual(values);
    expect(decodeModelCard(small, '')).toEqual({ ...decodeModelCard(bytes, ''), weightStorage: storage });
    expect(describeClassifier(small, '')).toEqual(describeClassifier(bytes, ''));
  });

  it('is the model with its weights rounded, to the bit', async () => {
    const images = pictures(9);
    const rounded = saved(mixed, unpackedWeights(small));
    expect(await predict(small, images)).toEqual(await predict(rounded, images));
    expect(largestDifference(await predict(small, images), await predict(bytes, images))).toBeLessThan(0.02);
  });

  it('computes the same if the runtime converts its weights to float32', async () => {
    const images = pictures(9);
    const program = await openModel(small, { threads: 1 });
    const { probabilities } = await program.run({ image: images });
    await program.dispose();
    expect(largestDifference(probabilities as Float32Array, await predict(small, images))).toBeLessThan(1e-6);
  });

  it('is the same for the same model', () => {
    expect(quantizeWeights(saved(mixed), storage)).toEqual(small);
    const metadata = decodeMetadata(small);
    expect(encodeModel(decodeModel(small), { metadata })).toEqual(small);
  });

  it('is not quantized twice', () => {
    for (const other of smallStorages)
      expect(() => quantizeWeights(small, other, 'a.onnx')).toThrow(
        new InputError(`a.onnx: expected weights stored as float32, got ${storage}`),
      );
  });

  it('has the expected size', () => {
    const model = resnet20(10);
    const weights = initialWeights(model.weightSpecs([1, 28, 28]), 1);
    const large = encodeClassifier(model, weights, {
      classNames: Array.from({ length: 10 }, String),
      input: { channels: 1, height: 28, width: 28 },
      preprocessing: { mean: [0.3], std: [0.35] },
      ...{ data: 'nothing', seed: 1, epoch: 0 },
    });
    const share = quantizeWeights(large, storage).length / large.length;
    expect(share).toBeLessThan(storage === 'int8' ? 0.3 : 0.54);
  });

  it('is refused if a weight is not a number', () => {
    const weights = weightsOf(mixed);
    weights['conv2d/kernel']![0] = NaN;
    expect(() => quantizeWeights(saved(mixed, weights), storage, 'a.onnx')).toThrow(
      /^a\.onnx: conv2d\/kernel: expected numbers .*got NaN$/,
    );
  });
});

it('refuses foreign models', () => {
  const graph = new Graph();
  graph.output('y', relu(graph.input('x', 'float32', [1, 4])));
  expect(() => quantizeWeights(encodeModel(graph), 'int8', 'foreign.onnx')).toThrow(/^foreign\.onnx: /);
  expect(() => quantizeWeights(new Uint8Array(9), 'int8', 'text.onnx')).toThrow(InputError);
});
