// Initialisers: their limits exactly, and their moments within five standard errors.
import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { glorotUniform, heNormal, heUniform, inGroups, ones, zeros } from './initializers.ts';
import type { Initializer } from './initializer.ts';
import { initialWeights } from './model.ts';

// 120 inputs to 80 outputs; and 12 channels under a kernel of 5×2 to 30 filters: 120 in, 300 out.
const shapes = { dense: [120, 80], conv2d: [30, 12, 5, 2] };
type Kind = keyof typeof shapes;
const draw = (initializer: Initializer, kind: Kind) => initializer(shapes[kind], new Random(1, 'test'));

function moments(values: Float32Array): { mean: number; variance: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

describe.each<[string, Initializer, Kind, number]>([
  ['glorotUniform, dense', glorotUniform, 'dense', 6 / (120 + 80)],
  ['glorotUniform, conv2d', glorotUniform, 'conv2d', 6 / (120 + 300)],
  ['heUniform, dense', heUniform, 'dense', 6 / 120],
  ['heUniform, conv2d', heUniform, 'conv2d', 6 / 120],
])('%s', (_, initializer, kind, squaredLimit) => {
  const values = draw(initializer, kind);
  const limit = Math.sqrt(squaredLimit);

  it('fills the shape within its limits', () => {
    expect(values).toHaveLength(shapes[kind].reduce((a, b) => a * b, 1));
    const [low, high] = [Math.min(...values), Math.max(...values)];
    expect(low).toBeGreaterThanOrEqual(Math.fround(-limit));
    expect(high).toBeLessThanOrEqual(Math.fround(limit));
    // The gap at either end is a few parts in a thousand for so many draws.
    expect(low).toBeLessThan(-0.99 * limit);
    expect(high).toBeGreaterThan(0.99 * limit);
  });

  it('has mean 0 and a third of the squared limit as variance', () => {
    const { mean, variance } = moments(values);
    expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(squaredLimit / 3 / values.length));
    // The fourth moment of a uniform distribution is 9/5 of its squared variance.
    expect(Math.abs(variance / (squaredLimit / 3) - 1)).toBeLessThan(5 * Math.sqrt(0.8 / values.length));
  });
});

it.each<Kind>(['dense', 'conv2d'])('heNormal has variance 2 / fan in, and tails (%s)', (kind) => {
  const values = draw(heNormal, kind);
  const { mean, variance } = moments(values);
  expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(2 / 120 / values.length));
  expect(Math.abs(variance / (2 / 120) - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
  const beyondTwo = values.filter((value) => Math.abs(value) > 2 * Math.sqrt(2 / 120)).length / values.length;
  expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(5 * Math.sqrt(0.0455 / values.length));
});

it('zeros are 0 and ones are 1', () => {
  expect(zeros([2, 2], new Random(1))).toEqual(Float32Array.of(0, 0, 0, 0));
  expect(ones([3], new Random(1))).toEqual(Float32Array.of(1, 1, 1));
});

describe('initialWeights', () => {
  const spec = (name: string) => ({ name, shape: [4, 5], trainable: true, initializer: heNormal });

  it('depends on the seed', () => {
    expect(initialWeights([spec('a')], 1)).toEqual(initialWeights([spec('a')], 1));
    expect(initialWeights([spec('a')], 1)).not.toEqual(initialWeights([spec('a')], 2));
  });

  it('gives each name its own numbers, independently of the others', () => {
    const both = initialWeights([spec('a'), spec('b')], 1);
    expect(both['a']).not.toEqual(both['b']);
    expect(initialWeights([spec('b')], 1)['b']).toEqual(both['b']);
    expect(initialWeights([spec('b'), spec('a')], 1)).toEqual(both);
  });
});

describe('inGroups', () => {
  const shape = [12, 3, 2, 2];

  it('draws each group with its own fans', () => {
    // Four filters of a group, of three channels under four places: 12 in, 16 out.
    const limit = Math.sqrt(6 / (12 + 16));
    const values = inGroups(glorotUniform, 300)([1200, 3, 2, 2], new Random(1, 'test'));
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(values).toHaveLength(1200 * 12);
    expect(largest).toBeLessThanOrEqual(Math.fround(limit));
    expect(largest).toBeGreaterThan(0.99 * limit);
  });

  it('gives the groups different numbers, and a single group the numbers without groups', () => {
    const values = inGroups(heNormal, 3)(shape, new Random(1, 'test'));
    expect(values.subarray(0, 48)).toEqual(heNormal([4, 3, 2, 2], new Random(1, 'test')));
    expect(values.subarray(0, 48)).not.toEqual(values.subarray(48, 96));
    expect(inGroups(heNormal, 1)(shape, new Random(1, 'test'))).toEqual(
      heNormal(shape, new Random(1, 'test')),
    );
  });
});
