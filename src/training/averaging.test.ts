// Averages of weights: the share of each step, and the result in a training step.
import { describe, expect, it } from 'vitest';
import { expectClose } from '../engine/testing/closeness.ts';
import { shareTaken, type Averaging } from './averaging.ts';
import { noisyPictures, smallModel } from './testing/small-run.ts';
import { TrainStep } from './train-step.ts';
import { sgd } from '../optimizers/sgd.ts';

/** The averages of a row of numbers after each step. */
function averaged(averaging: Averaging, values: readonly number[]): number[] {
  let average = 0;
  return values.map(
    (value, i) => (average += shareTaken(averaging, i + 1, values.length) * (value - average)),
  );
}

describe('ema', () => {
  it('uses a growing decay, up to its limit', () => {
    const shares = [1, 2, 10, 100, 1000].map((step) => shareTaken({ type: 'ema', decay: 0.95 }, step, 1));
    // 1 - (1 + step) / (10 + step), until that is below 1 - decay
    [9 / 11, 9 / 12, 9 / 20, 9 / 110, 0.05].forEach((share, i) => expect(shares[i]).toBeCloseTo(share, 12));
  });
});

describe('swa', () => {
  it('is the newest value before its start, and the mean since then', () => {
    const values = [5, 1, 7, 2, 4, 9, 1, 3];
    const found = averaged({ type: 'swa', start: 0.5 }, values);
    [5, 1, 7, 2, 4, 13 / 2, 14 / 3, 17 / 4].forEach((mean, i) => expect(found[i]).toBeCloseTo(mean, 12));
  });

  it('starts with the current step if its share of the run is not a whole number', () => {
    const shares = [1, 2, 3, 4, 5].map((step) => shareTaken({ type: 'swa', start: 0.75 }, step, 5));
    expect(shares).toEqual([1, 1, 1, 1, 0.5]);
  });
});

describe('a training step that averages', () => {
  const data = noisyPictures(32, 1);
  const open = (averages: boolean) =>
    new TrainStep(
      {
        model: smallModel(),
        input: [1, 8, 8],
        classes: 3,
        normalization: { mean: [0.5], std: [0.3] },
        optimizer: sgd({ momentum: 0.9 }),
        seed: 1,
        averages,
      },
      { threads: 1, debug: true },
    );

  it('keeps the mean of the weights, including running statistics, within 1e-6', async () => {
    const step = open(true);
    const seen: Record<string, Float32Array>[] = [];
    for (let i = 1; i <= 4; i++) {
      await step.run(data, { step: i, learningRate: 0.05, averageTaken: i < 2 ? 1 : 1 / i });
      seen.push(Object.fromEntries(Object.entries(step.weights).map(([name, data]) => [name, data.slice()])));
    }
    const names = Object.keys(step.weights);
    expect(names).toContain('batchNormalization/movingMean');
    for (const name of names) {
      const mean = seen[0]![name]!.map((_, i) => seen.reduce((sum, at) => sum + at[name]![i]!, 0) / 4);
      expectClose(step.finalWeights[name]!, mean, 1e-6, name);
    }
    await step.dispose();
  });

  it('trains the same as without averaging', async () => {
    const [plain, averaging] = [open(false), open(true)];
    for (const step of [plain, averaging]) {
      for (let i = 1; i <= 3; i++) await step.run(data, { step: i, learningRate: 0.05, averageTaken: 0.1 });
    }
    expect(averaging.weights).toEqual(plain.weights);
    expect(plain.finalWeights).toEqual(plain.weights);
    await Promise.all([plain.dispose(), averaging.dispose()]);
  });
});
