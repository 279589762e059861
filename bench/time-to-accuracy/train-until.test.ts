// What counts as time, by a clock that only the test moves.
import { expect, test } from 'vitest';
import { sketches } from '../../src/data/sketches.ts';
import type { Callback } from '../../src/training/callbacks/callback.ts';
import { parseTrainingConfig } from '../../src/training/config.ts';
import type { EpochReport } from './protocol.ts';
import { trainUntil } from './train-until.ts';

// 110 pictures are trained on, in two steps an epoch, and 10 held back.
const config = parseTrainingConfig({ architecture: 'lenet5', epochs: 3, batchSize: 55, threads: 1 });
const pictures = sketches({ train: 120, test: 20 });

/**
 * Loading takes 5 s, a step 1 s; validation takes 100 s and a look at the test split 1000 s, which must not
 * count.
 */
async function timed(split: 'test' | 'validation', until: number, accuracies: number[]) {
  let now = 0;
  const looks: number[] = [];
  const slow: Callback = {
    type: 'slow',
    settings: {},
    onStepEnd: () => void (now += 1000),
    onValidationBegin: () => void (now += 100_000),
  };
  const load = () => {
    now += 5000;
    return Promise.resolve(pictures);
  };
  const accuracyOf: Parameters<typeof trainUntil>[2] = {
    now: () => now,
    callbacks: [slow],
    accuracyOf: (_, { count }) => {
      now += 1_000_000;
      looks.push(count);
      return Promise.resolve(accuracies[looks.length - 1]!);
    },
  };
  const epochs: EpochReport[] = [];
  const end = await trainUntil({ config, load, split, until }, (epoch) => epochs.push(epoch), accuracyOf);
  return { epochs, looks, end };
}

test('loading and steps count, evaluations do not', async () => {
  const { epochs, end, looks } = await timed('test', 0.9, [0.5, 0.7, 0.8]);
  expect(epochs).toEqual([
    { epoch: 1, seconds: 7, accuracy: 0.5 },
    { epoch: 2, seconds: 9, accuracy: 0.7 },
    { epoch: 3, seconds: 11, accuracy: 0.8 },
  ]);
  expect(looks).toEqual([20, 20, 20]);
  expect(end).toEqual({ parameters: 61_706, pictures: 110 });
});

test('training ends with the first epoch that reaches the target', async () => {
  const { epochs } = await timed('test', 0.7, [0.5, 0.7, 0.8]);
  expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
});

test('the validation split decides; the test split is not read', async () => {
  const { epochs, looks } = await timed('validation', 1.1, []);
  expect(looks).toEqual([]);
  expect(epochs.map(({ seconds }) => seconds)).toEqual([7, 9, 11]);
  for (const { accuracy } of epochs) expect(accuracy * 10).toBeCloseTo(Math.round(accuracy * 10), 9);
});
