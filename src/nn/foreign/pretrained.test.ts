import { describe, expect, it } from 'vitest';
import { sketches } from '../../data/sketches.ts';
import { adam } from '../../optimizers/adam.ts';
import { sgd } from '../../optimizers/sgd.ts';
import { fit } from '../../training/fit.ts';
import { TrainStep } from '../../training/train-step.ts';
import { openClassifier } from '../classifier.ts';
import { describeClassifier } from '../describe-classifier.ts';
import { dense } from '../layers/index.ts';
import { sequential, type Weights } from '../model.ts';
import { encodeForeign, type ImportDescription } from './import-foreign.ts';
import { fineTune } from './fine-tune.ts';
import type { BackboneTraining } from './paces.ts';
import { pretrained } from './pretrained.ts';
import { readForeign } from './read-foreign.ts';
import { foreignFile, type ForeignFile } from './testing/foreign-files.ts';

const networkOf = (file: ForeignFile, frozen: boolean) =>
  sequential([
    pretrained(
      {
        ...{ name: 'small', sha256: '0'.repeat(64) },
        read: (batch) => readForeign(foreignFile(file), { batch }),
      },
      { freeze: frozen ? 'all' : 'none' },
    ),
    dense({ units: 3 }),
  ]);

const twoPictures = {
  images: Uint8Array.from({ length: 2 * 108 }, (_, i) => (i * 37) % 256),
  labels: Int32Array.of(0, 2),
};

/** A training step of a fine-tuned network, with the weights that it starts from. */
function stepOf(training: BackboneTraining) {
  const read = (batch: number | 'batch') => readForeign(foreignFile(), { batch });
  const model = fineTune({ name: 'small', sha256: '0', read }, { classes: 3, ...training });
  const config = {
    ...{ model, classes: 3, seed: 1, optimizer: sgd({ learningRate: 1 }) },
    ...{ input: [3, 6, 6] as const, normalization: { mean: [0], std: [1] } },
  };
  const step = new TrainStep(config, { threads: 1 });
  const states = model.weightSpecs([3, 6, 6]).filter(({ trainable }) => !trainable);
  return { step, states, before: structuredClone(step.weights) };
}

describe('a pretrained network with a new head', () => {
  it('starts from the weights of its layers, and trains all of them', () => {
    const specs = networkOf({}, false).weightSpecs([3, 6, 6]);
    expect(specs.map(({ name, trainable }) => `${name} ${trainable}`)).toEqual([
      'pretrained/stem.weight true',
      'pretrained/stem.bias true',
      'pretrained/norm.weight true',
      'pretrained/norm.bias true',
      'dense/kernel true',
      'dense/bias true',
    ]);
    expect(specs.at(-2)!.shape).toEqual([5, 3]);
  });

  it('gives the same features before training however it is trained later', () => {
    const layer = (training: BackboneTraining) =>
      pretrained(
        { name: 'small', sha256: '0', read: (batch) => readForeign(foreignFile(), { batch }) },
        training,
      ).untrained!();
    const expected = { type: 'pretrained', name: 'small', sha256: '0', statistics: 'frozen' };
    for (const training of [{}, { freeze: 'all' }, { backboneRate: 0.1, layerDecay: 0.9 }] as const)
      expect(layer(training)).toEqual(expected);
    expect(layer({ statistics: 'live' })).toEqual({ ...expected, statistics: 'live' });
  });

  it('trains only the head if frozen', () => {
    const specs = networkOf({}, true).weightSpecs([3, 6, 6]);
    expect(specs.map(({ name }) => name)).toEqual(['dense/kernel', 'dense/bias']);
  });

  it('keeps or updates the statistics of its normalisation', async () => {
    const { step, before, states } = stepOf({ statistics: 'live' });
    expect(states.map(({ shape }) => shape)).toEqual([[5], [5]]);
    await step.run(twoPictures, { step: 1, learningRate: 1 });
    // After one step, a tenth of each statistic comes from the batch.
    const [mean, variance] = states.map(({ name }) => ({ was: before[name]!, is: step.weights[name]! }));
    const batch = channelMeans(twoPictures.images, before);
    mean!.is.forEach((value, i) => expect(value).toBeCloseTo(0.9 * mean!.was[i]! + 0.1 * batch[i]!, 4));
    expect(variance!.is).not.toEqual(variance!.was);
    await step.dispose();
  });

  it.each([
    [{ backboneRate: 0.25 }, 0, 0.25],
    [{ backboneRate: 0 }, 0, 0],
    [{ unfreezeEpochs: 2 }, 1.9, 0],
    [{ unfreezeEpochs: 2 }, 2, 1],
  ])('moves at the pace of %o after %d epochs: %d', async (training, epochs, share) => {
    const moved = async (given: BackboneTraining, epochsDone: number) => {
      const { step, before } = stepOf(given);
      await step.run(twoPictures, { step: 1, learningRate: 1, epochsDone });
      await step.dispose();
      const change = (name: string) => step.weights[name]!.map((value, i) => value - before[name]![i]!);
      return { stem: change('pretrained/stem.weight'), head: change('dense/kernel') };
    };
    const [usual, paced] = [await moved({}, 0), await moved(training, epochs)];
    expect(usual.stem.some((value) => Math.abs(value) > 1e-3)).toBe(true);
    paced.stem.forEach((value, i) => expect(value).toBeCloseTo(share * usual.stem[i]!, 5));
    expect(paced.head).toEqual(usual.head);
  });

  it('names its input size', () => {
    expect(() => networkOf({}, true).weightSpecs([3, 8, 8])).toThrow(
      'small: expected pictures of 3×6×6, got [3, 8, 8]',
    );
  });

  it.each([{}, { channelsLast: true }] as const)('is trained and saved: %o', async (file) => {
    const grey = sketches({ train: 60, test: 10 }).train;
    // Colour pictures of 6×6 in three classes: the corner of each sketch, three times.
    const images = new Uint8Array(grey.count * 3 * 36);
    for (let i = 0; i < grey.count; i++)
      for (let channel = 0; channel < 3; channel++)
        for (let pixel = 0; pixel < 36; pixel++) {
          const [row, column] = [Math.floor(pixel / 6), pixel % 6];
          images[(i * 3 + channel) * 36 + pixel] = grey.images[i * 784 + (11 + row) * 28 + 11 + column]!;
        }
    const data = {
      ...grey,
      ...{ images, channels: 3, height: 6, width: 6, classNames: ['a', 'b', 'c'] },
      labels: grey.labels.map((label) => label % 3),
    };
    const options = { data, epochs: 2, batchSize: 16, optimizer: adam({ learningRate: 0.01 }), threads: 1 };
    const { best, history } = await fit(networkOf(file, false), options);
    expect(history.at(-1)!.loss).toBeLessThan(history[0]!.loss);
    const classifier = await openClassifier(best, 'best.onnx', { threads: 1 });
    const probabilities = await classifier.predict(data.images.subarray(0, 2 * 108));
    await classifier.dispose();
    expect(probabilities).toHaveLength(6);
    expect(probabilities[0]! + probabilities[1]! + probabilities[2]!).toBeCloseTo(1, 5);
  });
});

/** The mean of each channel before the normalisation, by convolving written out. */
function channelMeans(images: Uint8Array, weights: Weights): number[] {
  const [kernel, bias] = [weights['pretrained/stem.weight']!, weights['pretrained/stem.bias']!];
  const sums = new Array<number>(5).fill(0);
  for (let picture = 0; picture < 2; picture++)
    for (let filter = 0; filter < 5; filter++)
      for (let row = 0; row < 4; row++)
        for (let column = 0; column < 4; column++) {
          let sum = bias[filter]!;
          for (let c = 0; c < 3; c++)
            for (let i = 0; i < 3; i++)
              for (let j = 0; j < 3; j++)
                sum +=
                  kernel[((filter * 3 + c) * 3 + i) * 3 + j]! *
                  (images[((picture * 3 + c) * 6 + row + i) * 6 + column + j]! / 255);
          sums[filter]! += Math.max(0, sum);
        }
  return sums.map((sum) => sum / 32);
}

describe('an imported model', () => {
  const description: ImportDescription = {
    classNames: ['a', 'b', 'c', 'd'],
    preprocessing: { mean: [0, 0, 0], std: [1, 1, 1] },
    ...{ fit: 'contain', name: 'small' },
    origin: { file: 'small.onnx', sha256: '0'.repeat(64) },
  };

  it('gives the same probabilities for any layout and last operator', async () => {
    const images = Uint8Array.from({ length: 2 * 108 }, (_, i) => (i * 37) % 256);
    const files: ForeignFile[] = [{}, { channelsLast: true }, { end: 'softmax' }, { end: 'log-softmax' }];
    const results: number[][] = [];
    for (const file of files) {
      const bytes = encodeForeign(readForeign(foreignFile(file)), description);
      const classifier = await openClassifier(bytes, 'imported.onnx', { threads: 1 });
      results.push(Array.from(await classifier.predict(images)));
      expect(classifier.card).toMatchObject({
        input: { channels: 3, height: 6, width: 6 },
        origin: description.origin,
      });
      await classifier.dispose();
    }
    expect(new Set(results[0]).size).toBe(8);
    for (const other of results.slice(1))
      other.forEach((value, i) => expect(value).toBeCloseTo(results[0]![i]!, 6));
  });

  it('requires a name for each score', () => {
    expect(() => encodeForeign(readForeign(foreignFile({ classes: 5 })), description)).toThrow(
      'expected 5 class names, one for each score, got 4',
    );
  });

  it('is described by the nodes that have weights', () => {
    const bytes = encodeForeign(readForeign(foreignFile()), description);
    const { parameters, layers } = describeClassifier(bytes, 'imported.onnx');
    expect(parameters).toBe(5 * 27 + 5 + 10 + 20 + 4);
    expect(layers.map(({ type, parameters }) => [type, parameters])).toEqual([
      ['Conv', 140],
      ['BatchNormalization', 10],
      ['Gemm', 24],
    ]);
  });
});

it('live statistics are refused for a network whose normalisation was folded away', () => {
  const read = (batch: number | 'batch') => readForeign(foreignFile({ folds: true }), { batch });
  expect(() => fineTune({ name: 'folded', sha256: '0', read }, { classes: 3, statistics: 'live' })).toThrow(
    'statistics: live needs batch normalisation, and folded has none; exporters fold it into the convolutions',
  );
});
