// The range test: what it reads off a curve, and what it finds for a model whose limit is known.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { dense, flatten } from '../nn/layers/index.ts';
import { sequential } from '../nn/model.ts';
import { sgd } from '../optimizers/sgd.ts';
import { findLearningRate, readOff } from './find-learning-rate.ts';
import { noisyPictures } from './testing/small-run.ts';

describe('readOff', () => {
  it('finds the lowest loss and the steepest fall before it', () => {
    const rates = [1e-4, 1e-3, 1e-2, 1e-1, 1];
    expect(readOff(rates, [2.3, 2.2, 1.2, 1.0, 4])).toEqual({
      lowest: 0.1,
      steepest: 1e-2,
      suggestion: 0.01,
    });
  });

  it('has an answer where the loss only rises', () => {
    expect(readOff([0.1, 1, 10], [1, 2, 3])).toMatchObject({ lowest: 0.1, steepest: 0.1 });
  });
});

describe('findLearningRate', () => {
  const data = noisyPictures(96, 1);
  const model = sequential([flatten(), dense({ units: 3 })]);
  const options = { data, optimizer: sgd(), batchSize: 32, steps: 60, threads: 1 };

  it('raises the rate by a constant factor, until the loss runs away', async () => {
    const { rates, losses, lowest } = await findLearningRate(model, { ...options, from: 1e-4, to: 1000 });
    expect(losses.length).toBeLessThan(60);
    expect(rates).toHaveLength(losses.length);
    rates.slice(1).forEach((rate, i) => expect(rate / rates[i]!).toBeCloseTo(1e7 ** (1 / 59), 6));
    expect(lowest).toBeGreaterThan(1e-3);
    expect(lowest).toBeLessThan(100);
  });

  it('gives the same figures for the same seed', async () => {
    expect(await findLearningRate(model, options)).toEqual(await findLearningRate(model, options));
  });

  it('refuses bounds the wrong way round', async () => {
    await expect(findLearningRate(model, { ...options, from: 1, to: 0.1 })).rejects.toThrow(InputError);
  });
});
