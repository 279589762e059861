// The second output of saved models, compared with cosines computed from the features by hand, and what it
// must not change.
import { beforeAll, describe, expect, it } from 'vitest';
import { sketches } from '../data/sketches.ts';
import { decodeModel } from '../engine/onnx/decode.ts';
import { compile } from '../engine/runtime/compile.ts';
import { decodeModelCard, encodeClassifier } from '../nn/classifier-file.ts';
import { openClassifier } from '../nn/classifier.ts';
import { conv2d, dense, flatten, globalAveragePooling2d, maxPooling2d } from '../nn/layers/index.ts';
import type { Layer } from '../nn/layer.ts';
import { initialWeights, sequential } from '../nn/model.ts';
import { quantizeWeights } from '../nn/quantize-weights.ts';
import { foldTemperature } from '../nn/fold-temperature.ts';
import { splitValidation } from '../training/validation-split.ts';
import { noveltyFeatures } from './features.ts';
import { addNovelty } from './novelty.ts';

const { train: drawn, test } = sketches({ train: 240, test: 20 });
const data = splitValidation(drawn, 1);
const relu = { activation: 'relu' } as const;

function savedModel(layers: readonly Layer[]): Uint8Array {
  const model = sequential([...layers]);
  return encodeClassifier(model, initialWeights(model.weightSpecs([1, 28, 28]), 1), {
    ...{ classNames: [...drawn.classNames], input: { channels: 1, height: 28, width: 28 } },
    ...{ preprocessing: { mean: [0.3], std: [0.35] }, data: 'sketches', seed: 1, epoch: 1 },
  });
}

const plain = savedModel([
  conv2d({ filters: 4, kernelSize: 3, ...relu }),
  maxPooling2d(4),
  conv2d({ filters: 6, kernelSize: 3, ...relu }),
  flatten(),
  dense({ units: 10 }),
]);
let knowing: Uint8Array;
beforeAll(async () => {
  knowing = await addNovelty(plain, data, 'small', { threads: 1 });
});

async function classify(bytes: Uint8Array, images = test.images) {
  const classifier = await openClassifier(bytes, 'model', { threads: 1 });
  return classifier.classify(images).finally(() => classifier.dispose());
}

async function featuresOf(images: Uint8Array): Promise<Float32Array[]> {
  const graph = decodeModel(plain);
  const features = noveltyFeatures(graph)!;
  graph.outputs.clear();
  graph.output('features', features);
  const program = await compile(graph, { threads: 1 });
  const values = (await program.run({ image: images }))['features'] as Float32Array;
  await program.dispose();
  const size = values.length / (images.length / 784);
  return Array.from({ length: values.length / size }, (_, i) => values.subarray(i * size, (i + 1) * size));
}

describe('addNovelty', () => {
  it('adds 1 minus the largest cosine with a prototype', async () => {
    const { nodes } = decodeModel(knowing);
    const kernel = nodes.find(({ name }) => name === 'novelty/MatMul')!.inputs[1]!;
    const [size, count] = kernel.shape as [number, number];
    const prototypes = kernel.data as Float32Array;
    const rows = await featuresOf(test.images);
    const expected = rows.map((row) => {
      const cosines = Array.from({ length: count }, (_, column) =>
        row.reduce((sum, value, i) => sum + value * prototypes[i * count + column]!, 0),
      );
      return 1 - Math.max(...cosines);
    });
    const { novelty } = await classify(knowing);
    expect(rows[0]!.length).toBe(size);
    expected.forEach((value, i) => expect(novelty![i]).toBeCloseTo(value, 5));
  });

  it('has features of length 1', async () => {
    for (const row of await featuresOf(test.images)) expect(Math.hypot(...row)).toBeCloseTo(1, 4);
  });

  it('changes no bit of the probabilities', async () => {
    expect((await classify(knowing)).probabilities).toEqual((await classify(plain)).probabilities);
  });

  it('lets 95 % of the validation pictures pass', async () => {
    const { threshold } = decodeModelCard(knowing, 'model').novelty!;
    const novelty = Array.from((await classify(knowing, data.validation.images)).novelty!);
    const most = Math.ceil(0.95 * data.validation.count);
    expect(novelty.filter((value) => value <= threshold)).toHaveLength(most);
  });

  it('finds noise more novel than sketches', async () => {
    const noise = Uint8Array.from({ length: 20 * 784 }, (_, i) => (i * 7919) % 256);
    const [own, other] = [await classify(knowing), await classify(knowing, noise)];
    expect(Math.min(...other.novelty!)).toBeGreaterThan(Math.max(...own.novelty!));
  });

  it('gives the same bytes again, also to a model that has a novelty output', async () => {
    expect(await addNovelty(knowing, data, 'small', { threads: 1 })).toEqual(knowing);
  });

  it('stores prototypes as the other kernels are stored', async () => {
    const small = quantizeWeights(plain, 'int8');
    const later = await addNovelty(small, data, 'small', { threads: 1 });
    const { nodes } = decodeModel(later);
    const kernel = nodes.find(({ name }) => name === 'novelty/MatMul')!.inputs[1]!;
    expect(kernel.producer!.inputs[0]!.producer!.inputs[0]!.dtype).toBe('int8');
    expect((await classify(later)).probabilities).toEqual((await classify(small)).probabilities);
  });

  it('stays when weights are quantized or cooled; thresholds of other probabilities do not', async () => {
    const own = (await classify(knowing)).novelty!;
    const rounded = (await classify(quantizeWeights(knowing, 'float16'))).novelty!;
    rounded.forEach((value, i) => expect(value).toBeCloseTo(own[i]!, 2));
    const cooled = foldTemperature(knowing, 2);
    expect((await classify(cooled)).novelty).toEqual(own);
    expect(decodeModelCard(cooled, 'model').predictionSets).toBeUndefined();
  });

  it('gives a model without a dense layer at its end only prediction sets', async () => {
    const pooled = savedModel([conv2d({ filters: 10, kernelSize: 3 }), globalAveragePooling2d()]);
    const found = await addNovelty(pooled, data, 'pooled', { threads: 1 });
    expect((await classify(found)).novelty).toBeUndefined();
    expect(decodeModelCard(found, 'model').predictionSets!.thresholds).toHaveLength(199);
  });
});
