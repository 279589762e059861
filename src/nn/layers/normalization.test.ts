// Layer and group normalisation against their definitions in float64 (tolerance 1e-5), for numbers far from
// mean 0 and variance 1.
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../engine/testing/closeness.ts';
import { InputError } from '../../errors.ts';
import type { Layer } from '../layer.ts';
import { buildLayer, drawnInput, drawnWeights, runLayer } from '../testing/layer-programs.ts';
import { groupNormalization } from './group-normalization.ts';
import { layerNormalization } from './layer-normalization.ts';

const epsilon = 0.01;
type Shape = readonly [batch: number, channels: number, ...sizes: number[]];
const areaOf = ([, , ...sizes]: Shape): number => sizes.reduce((a, b) => a * b, 1);

/**
 * The values less their mean, by the root of their variance, within each set of elements that have the same
 * key.
 */
function normalizedWithin(x: Float32Array, keyOf: (index: number) => string): number[] {
  const sets = new Map<string, number[]>();
  x.forEach((value, i) => sets.set(keyOf(i), [...(sets.get(keyOf(i)) ?? []), value]));
  const moments = new Map(
    [...sets].map(([key, values]) => {
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      return [key, { mean, inverse: 1 / Math.sqrt(variance + epsilon) }];
    }),
  );
  return Array.from(x, (value, i) => {
    const { mean, inverse } = moments.get(keyOf(i))!;
    return (value - mean) * inverse;
  });
}

/** The layer's output and what it should be, where `keyOf` tells elements apart that are normalised apart. */
async function expectNormalized(
  layer: Layer,
  shape: Shape,
  keyOf: (picture: number, channel: number, place: number) => string,
  training: boolean,
): Promise<void> {
  const [, channels] = shape;
  const area = areaOf(shape);
  const x = drawnInput(shape).map((value, i) => 2 * value + 10 + (i % 7));
  const place = (i: number) =>
    [Math.floor(i / area / channels), Math.floor(i / area) % channels, i % area] as const;
  const weights = drawnWeights(layer, shape);
  const [gamma, beta] = ['gamma', 'beta'].map((name) => weights[`${layer.type}/${name}`]);
  const expected = normalizedWithin(x, (i) => keyOf(...place(i))).map((value, i) => {
    const channel = place(i)[1];
    return value * (gamma?.[channel] ?? 1) + (beta?.[channel] ?? 0);
  });
  expectClose((await runLayer(layer, shape, x, weights, training))['y']!, expected, 1e-5);
}

describe.each([true, false])('training: %s', (training) => {
  it.each([
    [layerNormalization({ epsilon }), [4, 9]],
    [layerNormalization({ epsilon }), [2, 6, 3, 4]],
    [layerNormalization({ epsilon, center: false }), [2, 6, 3, 4]],
    [layerNormalization({ epsilon, scale: false }), [4, 9]],
  ] as [Layer, Shape][])(
    'layerNormalization normalises the channels of a place (%#)',
    async (layer, shape) => {
      await expectNormalized(layer, shape, (picture, _, place) => `${picture} ${place}`, training);
    },
  );

  it.each([
    [1, [2, 6, 3, 4]],
    [3, [2, 6, 3, 4]],
    [6, [3, 6, 3, 4]],
    [2, [4, 10]],
  ] as [number, Shape][])(
    'groupNormalization normalises channels and places, %i groups',
    async (groups, shape) => {
      const size = shape[1] / groups;
      const keyOf = (picture: number, channel: number) => `${picture} ${Math.floor(channel / size)}`;
      await expectNormalized(groupNormalization({ groups, epsilon }), shape, keyOf, training);
    },
  );
});

it('has the defaults of Keras', () => {
  const shared = { epsilon: 1e-3, center: true, scale: true };
  expect(layerNormalization().toJSON()).toEqual({ type: 'layerNormalization', ...shared });
  expect(groupNormalization().toJSON()).toEqual({ type: 'groupNormalization', groups: 32, ...shared });
});

it('refuses groups that do not divide the channels', () => {
  const build = () => buildLayer(groupNormalization(), [2, 48, 4, 4]);
  expect(build).toThrow(InputError);
  expect(build).toThrow('groupNormalization: groups: expected a divisor of 48 channels, got 32');
});
