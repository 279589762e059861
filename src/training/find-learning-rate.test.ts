// The range test: how it reads a curve, and its result for a model with a known limit.
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

  it('takes the first of equal losses and of equal falls', () => {
    expect(readOff([1, 2, 3, 4, 5], [3, 2, 1, 1, 2])).toEqual({
      ...{ lowest: 3, steepest: 2, suggestion: 0.3 },
    });
  });

  it('suggests two digits', () => {
    expect(readOff([0.123456, 9], [1, 2]).suggestion).toBe(0.012);
  });

  it('has an answer if the loss only rises', () => {
    expect(readOff([0.1, 1, 10], [1, 2, 3])).toMatchObject({ lowest: 0.1, steepest: 0.1 });
  });
});

describe('findLearningRate', () => {
  const data = noisyPictures(96, 1);
  const model = sequential([flatten(), dense({ units: 3 })]);
  const options = { data, optimizer: sgd(), batchSize: 32, steps: 60, threads: 1 };

  it('raises the rate by a constant factor until the loss diverges', async () => {
    const { rates, losses, lowest } = await findLearningRate(model, { ...options, from: 1e-4, to: 1000 });
    expect(losses.length).toBeLessThan(60);
    expect(rates).toHaveLength(losses.length);
    rates.slice(1).forEach((rate, i) => expect(rate / rates[i]!).toBeCloseTo(1e7 ** (1 / 59), 6));
    expect(lowest).toBeGreaterThan(1e-3);
    expect(lowest).toBeLessThan(100);
  });

  it('is reproducible with the same seed', async () => {
    expect(await findLearningRate(model, options)).toEqual(await findLearningRate(model, options));
  });

  it.each([
    [{ from: 1, to: 0.1 }, 'from, to: expected 0 < from < to, got 1 and 0.1'],
    [{ from: 1, to: 1 }, 'from, to: expected 0 < from < to, got 1 and 1'],
    [{ from: 0 }, 'from, to: expected 0 < from < to, got 0 and 10'],
    [{ to: 1e-6 }, 'from, to: expected 0 < from < to, got 0.000001 and 0.000001'],
    [{ steps: 9 }, 'steps: expected a whole number from 10, got 9'],
    [{ steps: 10.5 }, 'steps: expected a whole number from 10, got 10.5'],
    [{ from: 1e30, to: 1e35 }, 'the loss diverges at once: try rates below 1e+30'],
  ])('refuses %o', async (bounds, message) => {
    await expect(findLearningRate(model, { ...options, ...bounds })).rejects.toThrow(new InputError(message));
  });

  it('goes from 1e-6 towards 10 in 200 steps, and reports each', async () => {
    const told: number[][] = [];
    const onStep = (done: number, steps: number) => void told.push([done, steps]);
    const { rates, losses } = await findLearningRate(model, { data, optimizer: sgd(), threads: 1, onStep });
    expect(rates[0]).toBe(1e-6);
    expect(rates[1]! / rates[0]!).toBeCloseTo(1e7 ** (1 / 199), 9);
    expect(told).toEqual(losses.map((_, i) => [i + 1, 200]));
  });

  it('accepts ten steps, and ends with the given rate', async () => {
    const { rates } = await findLearningRate(model, { ...options, steps: 10, from: 1e-6, to: 1e-5 });
    expect(rates).toHaveLength(10);
    expect(rates.at(-1)).toBeCloseTo(1e-5, 15);
  });

  it('stops on request after the current step', async () => {
    const stop = new AbortController();
    const onStep = (done: number) => void (done === 4 && stop.abort());
    const { losses } = await findLearningRate(model, { ...options, onStep, signal: stop.signal });
    expect(losses).toHaveLength(4);
  });

  it('uses all pictures if a batch would be larger', async () => {
    const whole = await findLearningRate(model, { ...options, steps: 12, batchSize: 96 });
    expect(await findLearningRate(model, { ...options, steps: 12, batchSize: 1000 })).toEqual(whole);
  });
});
