// Batch normalisation against its definition, computed here in float64: the batch's own figures while
// training (with the population variance, also in the running figure), the running figures afterwards.
import { expect, it } from 'vitest';
import { expectClose } from '../../engine/testing/closeness.ts';
import { drawnInput, drawnWeights, runLayer } from '../testing/layer-programs.ts';
import { batchNormalization } from './batch-normalization.ts';

const shape = [4, 3, 2, 5];
const [batch, channels, area] = [4, 3, 10];
// Far from zero mean and unit variance, and another in each channel.
const x = drawnInput(shape).map((value, i) => {
  const channel = Math.floor(i / area) % channels;
  return value * (channel + 1) + 3 * channel;
});
const layer = batchNormalization({ momentum: 0.7, epsilon: 0.01 });
const weights = drawnWeights(layer, shape);
const named = (name: string) => weights[`batchNormalization/${name}`]!;

const channelOf = (i: number): number => Math.floor(i / area) % channels;

/** Mean and population variance of each channel. */
function moments(values: Float32Array): { mean: number[]; variance: number[] } {
  const of = (channel: number) => [...values].filter((_, i) => channelOf(i) === channel);
  const mean = [0, 1, 2].map((c) => of(c).reduce((a, b) => a + b, 0) / (batch * area));
  const variance = [0, 1, 2].map(
    (c) => of(c).reduce((sum, value) => sum + (value - mean[c]!) ** 2, 0) / (batch * area),
  );
  return { mean, variance };
}

function normalized(mean: ArrayLike<number>, variance: ArrayLike<number>): number[] {
  return [...x].map((value, i) => {
    const c = channelOf(i);
    return ((value - mean[c]!) / Math.sqrt(variance[c]! + 0.01)) * named('gamma')[c]! + named('beta')[c]!;
  });
}

it('normalises by the batch while training', async () => {
  const { mean, variance } = moments(x);
  const { y } = await runLayer(layer, shape, x, weights, true);
  expectClose(y!, normalized(mean, variance), 1e-5);
});

it('moves its running figures by 1 - momentum towards the batch, population variance', async () => {
  const { mean, variance } = moments(x);
  const results = await runLayer(layer, shape, x, weights, true);
  const moved = (old: Float32Array, now: number[]) => now.map((value, c) => old[c]! * 0.7 + value * 0.3);
  const next = (name: string) => results[`next/batchNormalization/${name}`]!;
  expectClose(next('movingMean'), moved(named('movingMean'), mean), 1e-6);
  // A sample variance would be 2.6 per cent larger.
  expectClose(next('movingVariance'), moved(named('movingVariance'), variance), 1e-6);
});

it('normalises by the running figures in inference', async () => {
  const { y } = await runLayer(layer, shape, x, weights);
  expectClose(y!, normalized(named('movingMean'), named('movingVariance')), 1e-5);
});

it('has the defaults that it documents, momentum 0.9 and epsilon 0.001', () => {
  expect(batchNormalization().toJSON()).toEqual({ type: 'batchNormalization', momentum: 0.9, epsilon: 1e-3 });
});

it('normalises the features of a matrix over its rows', async () => {
  const rows = Float32Array.of(1, 20, 3, 20, 5, 80);
  const ofMatrix = { 'batchNormalization/gamma': Float32Array.of(2, 1) };
  const others = { beta: [0.5, 0], movingMean: [0, 0], movingVariance: [1, 1] };
  const rest = Object.fromEntries(
    Object.entries(others).map(([name, data]) => [`batchNormalization/${name}`, Float32Array.from(data)]),
  );
  const results = await runLayer(layer, [3, 2], rows, { ...ofMatrix, ...rest }, true);
  // Means 3 and 40, population variances 8/3 and 800.
  const [first, second] = [2 / Math.sqrt(8 / 3 + 0.01), 1 / Math.sqrt(800.01)];
  const expected = [0.5 - 2 * first, -20 * second, 0.5, -20 * second, 0.5 + 2 * first, 40 * second];
  expectClose(results['y']!, expected, 1e-5);
  expectClose(results['next/batchNormalization/movingMean']!, [0.3 * 3, 0.3 * 40], 1e-6);
});
