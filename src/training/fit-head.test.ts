// Heads on features that are known: the pixels of small pictures.
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../data/dataset.ts';
import * as op from '../engine/graph/operators/index.ts';
import { sizeOf } from '../engine/graph/tensor-type.ts';
import type { CachedVectors } from '../neighbours/cached-vectors.ts';
import type { Vectors } from '../neighbours/vectors.ts';
import { openClassifier } from '../nn/classifier.ts';
import type { Layer } from '../nn/layer.ts';
import { conv2d, dense, flatten } from '../nn/layers/index.ts';
import { sequential } from '../nn/model.ts';
import { addNovelty } from '../novelty/novelty.ts';
import { Random } from '../random.ts';
import { adam } from '../optimizers/adam.ts';
import { evaluateSaved } from './evaluate.ts';
import { extractFeatures, labelsOfView } from './features.ts';
import { fit } from './fit.ts';
import { fitFrozen } from './fit-frozen.ts';
import { fitHead, type FoldStep } from './fit-head.ts';

const random = new Random(3, 'pixels');
const count = 120;
const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
/** Pictures of 1×2 pixels around a centre for each class, with overlap. */
const centres = [
  [60, 60],
  [150, 60],
  [100, 170],
] as const;
const data: Dataset = {
  ...{ name: 'dots', classNames: ['a', 'b', 'c'], count, channels: 1, height: 1, width: 2, labels },
  images: Uint8Array.from(
    [...labels].flatMap((label) => centres[label]!.map((mean) => mean + random.normal() * 30)),
  ),
};
const normalization = { mean: [0.4], std: [0.25] };
const options = { data, normalization, seed: 1, threads: 1 };
const linear = sequential([flatten(), dense({ units: 3 })]);

/** The standardised pixels. */
const pixels = Array.from(data.images, (byte) => (byte / 255 - 0.4) / 0.25);

describe('extractFeatures', () => {
  it('gives the output of the layers for each picture, in order', async () => {
    const { features, middle } = await extractFeatures(sequential([flatten()]), { ...options, view: 0 });
    expect(features.dimensions).toBe(2);
    features.values.forEach((value, i) => expect(value).toBeCloseTo(pixels[i]!, 5));
    expect(middle).toBeUndefined();
  });

  it('gives the means of the channels before the middle one of two convolutions', async () => {
    const first = conv2d({ filters: 3, kernelSize: 1 });
    const [both, alone] = [[first, conv2d({ filters: 2, kernelSize: 1 })], [first]].map((layers) =>
      extractFeatures(sequential([...layers, flatten()]), { ...options, view: 0 }),
    );
    const { features, middle } = await both!;
    expect([features.dimensions, middle!.dimensions]).toEqual([4, 3]);
    const maps = (await alone!).features.values;
    middle!.values.forEach((mean, i) => expect(mean).toBeCloseTo((maps[2 * i]! + maps[2 * i + 1]!) / 2, 5));
  });

  it('gives each picture once in a further view, with its label', async () => {
    const of = { ...options, view: 1 };
    const { values } = (await extractFeatures(sequential([flatten()]), of)).features;
    const row = (numbers: ArrayLike<number>, of: ArrayLike<number>, i: number) =>
      `${of[i]} ${numbers[2 * i]!.toFixed(3)} ${numbers[2 * i + 1]!.toFixed(3)}`;
    const seen = Array.from({ length: count }, (_, i) => row(values, labelsOfView(of), i));
    const given = Array.from({ length: count }, (_, i) => row(pixels, labels, i));
    expect(seen).not.toEqual(given);
    expect(seen.sort()).toEqual(given.sort());
  });
});

describe('fitHead', () => {
  it('tells how each step does on pictures that were held out, from chance to the chosen penalty', async () => {
    const steps: FoldStep[] = [];
    const { candidates, penalty } = await fitHead(linear, { ...options, onStep: (step) => steps.push(step) });
    const [first] = steps;
    expect(first!.heldOutLoss).toBeGreaterThan(0.5);
    const chosen = candidates.find((candidate) => candidate.penalty === penalty)!;
    expect(Math.min(...steps.map(({ heldOutLoss }) => heldOutLoss))).toBeCloseTo(chosen.loss, 2);
    expect(steps.map(({ heldOutAccuracy }) => heldOutAccuracy.toFixed(6))).toContain(
      chosen.accuracy.toFixed(6),
    );
    expect(steps.at(-1)!.loss).toBeLessThan(first!.loss);
    expect(await fitHead(linear, options)).toMatchObject({ candidates, penalty });
  });

  it('finds the minimum of the penalised loss, written out', async () => {
    const { weights, penalty } = await fitHead(linear, options);
    const [kernel, bias] = [weights['dense/kernel']!, weights['dense/bias']!];
    const mean = [0, 1].map(
      (axis) => pixels.filter((_, i) => i % 2 === axis).reduce((a, b) => a + b, 0) / count,
    );
    const deviation = Math.sqrt(
      pixels.reduce((sum, x, i) => sum + (x - mean[i % 2]!) ** 2, 0) / pixels.length,
    );
    const byBias = [0, 0, 0];
    const byKernel = Array.from(kernel, (value) => penalty * value * deviation);
    for (let i = 0; i < count; i++) {
      const scores = byBias.map(
        (_, c) => bias[c]! + [0, 1].reduce((s, a) => s + pixels[2 * i + a]! * kernel[a * 3 + c]!, 0),
      );
      const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
      scores.forEach((score, c) => {
        const residual = Math.exp(score) / total - (labels[i] === c ? 1 : 0);
        byBias[c]! += residual / count;
        for (const a of [0, 1])
          byKernel[a * 3 + c]! += (residual * (pixels[2 * i + a]! - mean[a]!)) / deviation / count;
      });
    }
    for (const slope of [...byBias, ...byKernel]) expect(Math.abs(slope)).toBeLessThan(1e-3);
  });

  it('takes the penalty with the lowest loss in cross-validation, and stops where weaker ones do worse', async () => {
    const { penalty, candidates } = await fitHead(linear, options);
    const losses = candidates.map(({ loss }) => loss);
    expect(penalty).toBe(candidates[losses.indexOf(Math.min(...losses))]!.penalty);
    expect(losses.slice(0, -1)).toEqual([...losses.slice(0, -1)].sort((a, b) => b - a));
    for (const { accuracy } of candidates)
      expect(accuracy * count).toBeCloseTo(Math.round(accuracy * count), 9);
  });

  it('asks a cache for the features of each view', async () => {
    const known = new Map<string, Vectors>();
    let computed = 0;
    const cachedVectors = async ({ settings }: { settings: unknown }, compute: () => Promise<Vectors>) => {
      const key = JSON.stringify(settings);
      if (!known.has(key)) known.set(key, await compute());
      computed = known.size;
      return known.get(key)!;
    };
    const first = await fitHead(linear, { ...options, views: 2, cachedVectors });
    expect(computed).toBe(2);
    const again = await fitHead(linear, { ...options, views: 2, cachedVectors });
    expect(computed).toBe(2);
    expect(again.weights).toEqual(first.weights);
  });

  it('fits a hidden layer too, which separates what a linear head cannot', async () => {
    // The middle of a row against both ends.
    const images = Uint8Array.from({ length: 2 * count }, (_, i) => (Math.floor(i / 2) * 255) / count);
    const rows = { ...data, images, labels: labels.map((_, i) => (i > 40 && i < 80 ? 1 : 0)) };
    const accuracy = async (hidden: boolean) => {
      const inner = hidden ? [dense({ units: 8, activation: 'relu' })] : [];
      const model = sequential([flatten(), ...inner, dense({ units: 3 })]);
      const { candidates, penalty } = await fitHead(model, { ...options, data: rows });
      return candidates.find((candidate) => candidate.penalty === penalty)!.accuracy;
    };
    expect(await accuracy(false)).toBeLessThan(0.75);
    expect(await accuracy(true)).toBeGreaterThan(0.9);
  });

  it('ends when it is told to', async () => {
    const signal = AbortSignal.abort();
    await expect(fitHead(linear, { ...options, signal })).rejects.toThrow(
      'stopped before the features of all pictures were known',
    );
  });
});

describe('fitFrozen', () => {
  it('counts the features of the validation pictures too, all before the head is fitted', async () => {
    const told: string[] = [];
    await fitFrozen(linear, {
      ...options,
      ...{ validation: data, views: 2 },
      onFeatures: (done, total) => told.push(`${done} of ${total}`),
      onFit: () => told.push('fit'),
    });
    const all = 3 * data.count; // two views, and the validation pictures once
    expect(told).toContain(`${data.count} of ${all}`);
    expect(told.slice(-2)).toEqual([`${all} of ${all}`, 'fit']);
    expect(told.every((line) => line === 'fit' || line.endsWith(` of ${all}`))).toBe(true);
  });

  it('gives a model with the fitted head, and its figures on the validation pictures', async () => {
    const { best, bestEpoch } = await fitFrozen(linear, { ...options, validation: data });
    const { weights } = await fitHead(linear, options);
    const classifier = await openClassifier(best, 'best.onnx', { threads: 1 });
    const probabilities = await classifier.predict(data.images);
    await classifier.dispose();
    const right = labels.filter((label, i) => {
      const scores = [0, 1, 2].map(
        (c) =>
          weights['dense/bias']![c]! +
          [0, 1].reduce((s, a) => s + pixels[2 * i + a]! * weights['dense/kernel']![a * 3 + c]!, 0),
      );
      const row = Array.from(probabilities.subarray(3 * i, 3 * i + 3));
      expect(row.indexOf(Math.max(...row))).toBe(scores.indexOf(Math.max(...scores)));
      return scores.indexOf(Math.max(...scores)) === label;
    }).length;
    expect(bestEpoch.validationAccuracy).toBeCloseTo(right / count, 9);
    expect(classifier.card.validation).toEqual({
      count,
      accuracy: bestEpoch.validationAccuracy,
      loss: bestEpoch.validationLoss,
    });
  });
});

describe('fitFrozen with two convolutions before the head', () => {
  /** Two convolutions with constant weights. */
  const features: Layer = {
    type: 'features',
    toJSON: () => ({ type: 'features' }),
    apply(context, x) {
      const kernel = (...shape: number[]) => {
        const drawn = new Random(4, ...shape);
        const data = Float32Array.from({ length: sizeOf(shape) }, () => drawn.normal());
        return x.graph.constant(data, shape, 'float32', `${context.name}/${shape.join()}`);
      };
      return op.flatten(op.conv(op.relu(op.conv(x, kernel(3, 1, 1, 1))), kernel(2, 3, 1, 2)));
    },
  };
  const validation = { ...data, images: data.images.map((byte, i) => Math.min(255, byte + (i % 7))) };

  it.each([['linear', []] as const, ['hidden', [dense({ units: 4, activation: 'tanh' })]] as const])(
    'gives the figures and the novelty that the saved model has: %s head',
    async (_, hidden) => {
      const model = sequential([features, ...hidden, dense({ units: 3 })]);
      const { best, last, bestEpoch } = await fitFrozen(model, { ...options, validation });
      const other = await addNovelty(last, { train: data, validation }, 'last', { threads: 1 });
      const [ours, theirs] = await Promise.all([best, other].map((bytes) => classified(bytes, validation)));
      expect(ours!.probabilities).toEqual(theirs!.probabilities);
      theirs!.novelty!.forEach((value, i) => expect(ours!.novelty![i]).toBeCloseTo(value, 4));
      const { accuracy, loss } = await evaluateSaved(best, 'best', validation, { threads: 1 });
      expect(bestEpoch.validationAccuracy).toBe(accuracy);
      expect(bestEpoch.validationLoss).toBeCloseTo(loss, 5);
    },
  );

  it('asks a cache for the features of each split once, whatever the seed', async () => {
    const known = new Map<string, Vectors>();
    const cachedVectors: CachedVectors = async ({ data: { images }, settings }, compute) => {
      const key = JSON.stringify([settings, Array.from(images as Uint8Array)]);
      const found = known.get(key) ?? (await compute());
      known.set(key, found);
      return found;
    };
    const model = sequential([features, dense({ units: 3 })]);
    for (const seed of [1, 2]) {
      await fitFrozen(model, { ...options, validation, cachedVectors, seed });
      expect(known.size).toBe(2);
    }
  });
});

async function classified(bytes: Uint8Array, { images }: Dataset) {
  const classifier = await openClassifier(bytes, 'model', { threads: 1 });
  return classifier.classify(images).finally(() => classifier.dispose());
}

describe('fit with startFrom', () => {
  it('starts from the weights of a fitted head', async () => {
    const { weights } = await fitHead(linear, options);
    const still = { ...options, validation: data, epochs: 1, optimizer: adam({ learningRate: 1e-9 }) };
    const { bestEpoch } = await fit(linear, { ...still, startFrom: weights });
    const { bestEpoch: frozen } = await fitFrozen(linear, { ...options, validation: data });
    expect(bestEpoch.validationLoss).toBeCloseTo(frozen.validationLoss, 6);
  });

  it('refuses weights that the network does not have', async () => {
    const fitting = (startFrom: Record<string, Float32Array>) => fit(linear, { ...options, startFrom });
    await expect(fitting({ 'dense/scale': new Float32Array(3) })).rejects.toThrow(
      'startFrom: dense/scale: expected the name of a weight, got 3 numbers',
    );
    await expect(fitting({ 'dense/bias': new Float32Array(4) })).rejects.toThrow(
      'startFrom: dense/bias: expected 3 numbers, got 4 numbers',
    );
  });
});
