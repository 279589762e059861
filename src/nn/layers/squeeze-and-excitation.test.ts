// Squeeze and excitation against its equations (Hu et al., 2018, 2 to 4) in float64; tolerance 1e-6, for sums
// of a dozen numbers.
import { expect, it } from 'vitest';
import { expectClose } from '../../engine/testing/closeness.ts';
import { buildLayer, drawnInput, drawnWeights, runLayer } from '../testing/layer-programs.ts';
import { squeezeAndExcitation } from './squeeze-and-excitation.ts';

const [pictures, channels, area] = [2, 6, 12];
const shape = [pictures, channels, 3, 4];
const x = drawnInput(shape);
const indices = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Row `row` of a matrix product, plus the bias. */
const connected = (row: readonly number[], kernel: Float32Array, bias: Float32Array): number[] =>
  Array.from(
    bias,
    (start, unit) => start + sum(row.map((value, i) => value * kernel[i * bias.length + unit]!)),
  );

it('scales channels by two dense layers on their means', async () => {
  const layer = squeezeAndExcitation({ ratio: 2 });
  const weights = drawnWeights(layer, shape);
  const named = (name: string) => weights[`squeezeAndExcitation/${name}`]!;
  const expected = indices(pictures).flatMap((picture) => {
    const planes = indices(channels).map((channel) => {
      const start = (picture * channels + channel) * area;
      return [...x.subarray(start, start + area)];
    });
    const means = planes.map((plane) => sum(plane) / area);
    const hidden = connected(means, named('squeeze/kernel'), named('squeeze/bias')).map((value) =>
      Math.max(0, value),
    );
    const gates = connected(hidden, named('excite/kernel'), named('excite/bias')).map(
      (value) => 1 / (1 + Math.exp(-value)),
    );
    return planes.flatMap((plane, channel) => plane.map((value) => value * gates[channel]!));
  });
  expectClose((await runLayer(layer, shape, x, weights))['y']!, expected, 1e-6);
});

it.each([
  [16, 64, 4],
  [16, 40, 2],
  [4, 3, 1],
])('with ratio %i and %i channels has %i units', (ratio, count, units) => {
  const { specs } = buildLayer(squeezeAndExcitation({ ratio }), [1, count, 2, 2]).context;
  expect(specs.map((spec) => spec.shape)).toEqual([[count, units], [units], [units, count], [count]]);
});
