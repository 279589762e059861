import { describe, expect, it } from 'vitest';
import { lenet5, mobilenetSmall, paperCnn, vggSmall } from '../../../../../src/architectures/index.ts';
import { encodeClassifier, type ModelCard } from '../../../../../src/nn/classifier-file.ts';
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  flatten,
  globalAveragePooling2d,
  maxPooling2d,
  residual,
} from '../../../../../src/nn/layers/index.ts';
import { initialWeights, sequential, type Model } from '../../../../../src/nn/model.ts';
import { Random } from '../../../../../src/random.ts';
import { planeOf, valuesUnder } from './arithmetic.ts';
import { chapters, stageFor } from './chapters.ts';
import { convolutionAt } from './convolution-at.ts';
import { normalizationAt } from './normalization-at.ts';
import { placeOf } from './place.ts';
import { buildWalk } from './walk-graph.ts';
import { openWalk, type Question, type Walk } from './walk.ts';

const input = { channels: 1, height: 8, width: 8 };
const card: Omit<ModelCard, 'architecture'> = {
  ...{ classNames: ['bag', 'boot', 'coat'], input, data: 'none', seed: 0, epoch: 1 },
  preprocessing: { mean: [0.25], std: [0.5] },
};
const small = sequential([
  conv2d({ filters: 2, kernelSize: 3, activation: 'relu' }),
  maxPooling2d(2),
  conv2d({ filters: 3, kernelSize: 2, padding: 'same' }),
  activation('tanh'),
  flatten(),
  dropout(0.5),
  dense({ units: 3 }),
]);

const fileOf = (model: Model) =>
  encodeClassifier(model, initialWeights(model.weightSpecs([1, 8, 8]), 3), card);
const open = (model = small) => openWalk(fileOf(model), 'small.onnx', { device: 'cpu', threads: 1 });
const random = new Random(1, 'picture');
const pixels = Uint8Array.from({ length: 64 }, () => Math.floor(random.uniform() * 256));
const question = (walk: Walk, changes: Partial<Question> = {}): Question => ({
  ...{ pixels, label: 1, weights: walk.weights, rate: 0.1 },
  ...changes,
});

const changed = (walk: Walk, name: string, index: number, by: number) => {
  const values = Float32Array.from(walk.weights[name]!);
  values[index]! += by;
  return { ...walk.weights, [name]: values };
};

describe('a walk', () => {
  it('splits layers with an activation and leaves out dropout', async () => {
    const { stages } = await open();
    expect(stages.map(({ id, kind, shape }) => [id, kind, shape.join('×')])).toEqual([
      ['picture', 'picture', '1×8×8'],
      ['conv2d', 'convolution', '2×6×6'],
      ['conv2d/relu', 'activation', '2×6×6'],
      ['maxPooling2d', 'pooling', '2×3×3'],
      ['conv2d_1', 'convolution', '3×3×3'],
      ['activation', 'activation', '3×3×3'],
      ['flatten', 'flatten', '27'],
      ['dense', 'dense', '3'],
    ]);
    expect(stages[5]!.type).toBe('tanh');
  });

  it('normalises the picture, and computes an activation from what is before it', async () => {
    const walk = await open();
    const { values } = await walk.read(question(walk));
    expect(values['picture']![5]).toBeCloseTo((pixels[5]! / 255 - 0.25) / 0.5, 5);
    expect(values['conv2d/relu']).toEqual(values['conv2d']!.map((x) => Math.max(0, x)));
    expect(values['activation']![4]).toBeCloseTo(Math.tanh(values['conv2d_1']![4]!), 5);
  });

  it('gives the probabilities and the loss of its logits', async () => {
    const walk = await open();
    const { values, probabilities, loss, gradients } = await walk.read(question(walk));
    const powers = Array.from(values['dense']!, Math.exp);
    const sum = powers.reduce((a, b) => a + b);
    powers.forEach((power, i) => expect(probabilities[i]).toBeCloseTo(power / sum, 5));
    expect(loss).toBeCloseTo(-Math.log(probabilities[1]!), 5);
    expect(gradients['dense']![1]).toBeCloseTo(probabilities[1]! - 1, 5);
    expect(gradients['dense']![0]).toBeCloseTo(probabilities[0]!, 5);
  });

  it.each(['conv2d/kernel', 'conv2d_1/bias', 'dense/kernel'])(
    'has the gradient of %s that small changes show',
    async (name) => {
      const walk = await open();
      const { gradients } = await walk.read(question(walk));
      const lossAt = async (by: number) =>
        (await walk.read(question(walk, { weights: changed(walk, name, 1, by) }))).loss;
      const slope = ((await lossAt(0.01)) - (await lossAt(-0.01))) / 0.02;
      expect(gradients[name]![1]).toBeCloseTo(slope, 2);
    },
  );

  it('lowers the loss with a step down the gradient', async () => {
    const walk = await open();
    const { loss, next, gradients } = await walk.read(question(walk, { rate: 0.01 }));
    const kernel = 'dense/kernel';
    expect(next[kernel]![2]).toBeCloseTo(walk.weights[kernel]![2]! - 0.01 * gradients[kernel]![2]!, 6);
    expect((await walk.read(question(walk, { weights: next }))).loss).toBeLessThan(loss);
  });

  it('refuses a network that it cannot explain, and says why', async () => {
    const withShortcut = sequential([
      conv2d({ filters: 2, kernelSize: 3, activation: 'relu' }),
      residual({ layers: [activation('relu')] }),
      globalAveragePooling2d(),
      dense({ units: 3 }),
    ]);
    await expect(open(withShortcut)).rejects.toThrow(/walks through networks of .*; this one has residual$/);
    const withoutPooling = sequential([
      conv2d({ filters: 2, kernelSize: 3, activation: 'relu' }),
      flatten(),
      dense({ units: 3 }),
    ]);
    await expect(open(withoutPooling)).rejects.toThrow(/needs a network with pooling/);
  });
});

describe('a walk through normalisation, depthwise convolution and global pooling', () => {
  const normalized = sequential([
    conv2d({ filters: 2, kernelSize: 3, useBias: false }),
    batchNormalization(),
    activation('relu'),
    depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same', depthMultiplier: 2 }),
    batchNormalization({ epsilon: 0.01 }),
    activation('relu'),
    globalAveragePooling2d(),
    dense({ units: 3 }),
  ]);
  /** Statistics as if they had been learned: other than 0 and 1. */
  const openNormalized = () => {
    const weights = initialWeights(normalized.weightSpecs([1, 8, 8]), 3);
    const drawn = new Random(4, 'statistics');
    for (const [name, values] of Object.entries(weights))
      if (name.includes('batchNormalization')) values.forEach((_, i) => (values[i] = 0.5 + drawn.uniform()));
    return openWalk(encodeClassifier(normalized, weights, card), 'normalized.onnx', {
      ...{ device: 'cpu', threads: 1 },
    });
  };

  it('has a stage for each layer', async () => {
    const { stages } = await openNormalized();
    expect(stages.map(({ id, kind, shape }) => [id, kind, shape.join('×')])).toEqual([
      ['picture', 'picture', '1×8×8'],
      ['conv2d', 'convolution', '2×6×6'],
      ['batchNormalization', 'normalization', '2×6×6'],
      ['activation', 'activation', '2×6×6'],
      ['depthwiseConv2d', 'convolution', '4×3×3'],
      ['batchNormalization_1', 'normalization', '4×3×3'],
      ['activation_1', 'activation', '4×3×3'],
      ['globalAveragePooling2d', 'pooling', '4'],
      ['dense', 'dense', '3'],
    ]);
  });

  it('the scale and shift of each map give what the engine computed', async () => {
    const walk = await openNormalized();
    const { values } = await walk.read(question(walk));
    for (const [before, after] of [
      ['conv2d', 'batchNormalization'],
      ['depthwiseConv2d', 'batchNormalization_1'],
    ] as const) {
      const stage = walk.stages.find(({ id }) => id === after)!;
      const area = stage.shape[1]! * stage.shape[2]!;
      values[before]!.forEach((x, i) => {
        const { of } = normalizationAt(stage.normalization!, walk.weights, Math.floor(i / area));
        expect(values[after]![i]).toBeCloseTo(of(x), 4);
      });
    }
  });

  it('the products of a depthwise filter, of its own map alone, give what the engine computed', async () => {
    const walk = await openNormalized();
    const { values } = await walk.read(question(walk));
    for (const map of [0, 1, 2, 3])
      for (const at of ['0,0', '1,2', '2,2']) {
        const place = placeOf({ chapter: 'convolution', stage: 'depthwiseConv2d', map, at }, walk.stages);
        const { first, terms, bias, result } = convolutionAt(place, values, walk.weights);
        expect([first, terms.length]).toEqual([map >> 1, 1]);
        expect(terms[0]!.sum + bias!).toBeCloseTo(result, 4);
      }
  });

  it('global pooling keeps the mean of each map, under one window', async () => {
    const walk = await openNormalized();
    const { values } = await walk.read(question(walk));
    const place = placeOf({ chapter: 'pooling', map: 2 }, walk.stages);
    const plane = planeOf(values['activation_1']!, [4, 3, 3], 2);
    const under = valuesUnder(place.stage.sliding!, place.row, place.column, plane);
    expect(under).toEqual(Array.from(plane.values));
    expect(values['globalAveragePooling2d']![2]).toBeCloseTo(under.reduce((a, b) => a + b) / 9, 5);
  });

  it('a step moves γ and β down their gradients, and leaves the running averages', async () => {
    const walk = await openNormalized();
    const gamma = 'batchNormalization/gamma';
    const lossAt = async (by: number) =>
      (await walk.read(question(walk, { weights: changed(walk, gamma, 1, by) }))).loss;
    const slope = ((await lossAt(0.01)) - (await lossAt(-0.01))) / 0.02;
    const { gradients, next } = await walk.read(question(walk));
    expect(gradients[gamma]![1]).toBeCloseTo(slope, 3);
    expect(next[gamma]![1]).toBeCloseTo(walk.weights[gamma]![1]! - 0.1 * slope, 3);
    expect(next['batchNormalization/movingMean']).toEqual(walk.weights['batchNormalization/movingMean']);
    expect(gradients['batchNormalization/movingMean']).toBeUndefined();
  });
});

it.each([
  ['paper-cnn', paperCnn],
  ['lenet5', lenet5],
  ['vgg-small', vggSmall],
  ['mobilenet-small', mobilenetSmall],
])('walks through %s', (name, architecture) => {
  const described = {
    ...card,
    classNames: Array.from('abcdefghij'),
    architecture: architecture(10).toJSON(),
  };
  const { stages } = buildWalk({ ...described, input: { channels: 1, height: 28, width: 28 } }, name);
  for (const chapter of chapters) {
    const { kind } = stageFor(chapter, stages);
    expect(chapter === 'pixels').toBe(kind === 'picture');
  }
});
