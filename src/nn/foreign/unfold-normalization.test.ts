// Normalisation that was folded away, put back.
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { sgd } from '../../optimizers/sgd.ts';
import { TrainStep } from '../../training/train-step.ts';
import { encodeForeign } from './import-foreign.ts';
import { fineTune } from './fine-tune.ts';
import type { Backbone } from './pretrained.ts';
import { readForeign } from './read-foreign.ts';
import { foreignFile } from './testing/foreign-files.ts';
import { openClassifier } from '../classifier.ts';
import { unfoldNormalization } from './unfold-normalization.ts';

const random = new Random(4, 'pictures');
const count = 20;
const images = Uint8Array.from({ length: count * 108 }, () => random.integer(256));
const normalization = { mean: [0.5], std: [0.25] };
const folded: Backbone = {
  ...{ name: 'folded', sha256: '0'.repeat(64) },
  read: (batch) => readForeign(foreignFile({ folds: true }), { batch }),
};
let live: Backbone;
beforeAll(async () => {
  live = await unfoldNormalization(folded, { images, normalization, threads: 1 });
});

async function probabilities(backbone: Backbone): Promise<Float32Array> {
  const bytes = encodeForeign(backbone.read('batch'), {
    ...{ classNames: ['a', 'b', 'c', 'd'], preprocessing: normalization, fit: 'contain', name: 'small' },
    origin: { file: 'x', sha256: '0', producer: 'test', preprocessing: 'test' },
  });
  const classifier = await openClassifier(bytes, 'small', { threads: 1 });
  return classifier.predict(images).finally(() => classifier.dispose());
}

describe('unfoldNormalization', () => {
  it('adds normalisation that changes nothing', async () => {
    const expected = await probabilities(folded);
    (await probabilities(live)).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
    expect(live.read('batch').graph.nodes.map(({ operator }) => operator.type)).toContain(
      'BatchNormalization',
    );
  });

  it('has the mean and variance of each channel, computed by hand', () => {
    const { graph } = live.read(1);
    const node = graph.nodes.find(({ operator }) => operator.type === 'BatchNormalization')!;
    const [mean, variance] = [3, 4].map((position) => node.inputs[position]!.data as Float32Array);
    const convolution = node.inputs[0]!.producer!;
    const [kernel, bias] = [1, 2].map((position) => convolution.inputs[position]!.data as Float32Array);
    for (let filter = 0; filter < 5; filter++) {
      const values: number[] = [];
      for (let picture = 0; picture < count; picture++)
        for (let y = 0; y < 4; y++)
          for (let x = 0; x < 4; x++) {
            let sum = bias![filter]!;
            for (let channel = 0; channel < 3; channel++)
              for (let i = 0; i < 3; i++)
                for (let j = 0; j < 3; j++) {
                  const pixel = images[picture * 108 + channel * 36 + (y + i) * 6 + x + j]!;
                  sum += kernel![filter * 27 + channel * 9 + i * 3 + j]! * ((pixel / 255 - 0.5) / 0.25);
                }
            values.push(sum);
          }
      const expected = values.reduce((a, b) => a + b, 0) / values.length;
      expect(mean![filter]).toBeCloseTo(expected, 4);
      const spread = values.reduce((sum, value) => sum + (value - expected) ** 2, 0) / values.length;
      expect(variance![filter]! / spread).toBeCloseTo(1, 4);
    }
  });

  it('lets the statistics follow the batch', async () => {
    const model = fineTune(live, { classes: 3, statistics: 'live' });
    const config = { model, classes: 3, seed: 1, optimizer: sgd({ learningRate: 0.1 }), normalization };
    const step = new TrainStep({ ...config, input: [3, 6, 6] }, { threads: 1 });
    const states = model.weightSpecs([3, 6, 6]).filter(({ trainable }) => !trainable);
    expect(states.map(({ shape }) => shape)).toEqual([[5], [5]]);
    const before = structuredClone(step.weights);
    const batch = { images: images.subarray(0, 4 * 108), labels: Int32Array.of(0, 1, 2, 0) };
    await step.run(batch, { step: 1, learningRate: 0.1 });
    for (const { name } of states) expect(step.weights[name]).not.toEqual(before[name]);
    await step.dispose();
  });
});
