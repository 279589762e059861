import { describe, expect, it } from 'vitest';
import { encodeClassifier, type ModelCard } from '../../../../../src/nn/classifier-file.ts';
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  maxPooling2d,
} from '../../../../../src/nn/layers/index.ts';
import { initialWeights, sequential, type Model } from '../../../../../src/nn/model.ts';
import { Random } from '../../../../../src/random.ts';
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
    const withNormalization = sequential([
      conv2d({ filters: 2, kernelSize: 3 }),
      batchNormalization(),
      flatten(),
      dense({ units: 3 }),
    ]);
    await expect(open(withNormalization)).rejects.toThrow(/this one has batchNormalization/);
    const withoutPooling = sequential([
      conv2d({ filters: 2, kernelSize: 3 }),
      flatten(),
      dense({ units: 3 }),
    ]);
    await expect(open(withoutPooling)).rejects.toThrow(/needs a network with pooling/);
  });
});
