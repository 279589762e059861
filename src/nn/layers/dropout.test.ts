// Dropout of elements, channels and pictures: how many are kept, how they are scaled, and that the mask is a
// function of the numbers that are fed.
import { describe, expect, it } from 'vitest';
import type { Layer } from '../layer.ts';
import { buildLayer, randomFeeds, runGraph, runLayer } from '../testing/layer-programs.ts';
import { dropout } from './dropout.ts';
import { spatialDropout2d } from './spatial-dropout2d.ts';
import { stochasticDepth } from './stochastic-depth.ts';

const shape = [100, 200];
const ones = new Float32Array(20_000).fill(1);

async function train(rate: number, seed: number): Promise<Float32Array> {
  const { graph, context } = buildLayer(dropout(rate), shape, { training: true });
  return (await runGraph(graph, { x: ones, ...randomFeeds(context, seed) }))['y']!;
}

describe.each([0.1, 0.5, 0.8])('rate %d', (rate) => {
  it('keeps its share, and scales to preserve the mean', async () => {
    const y = await train(rate, 1);
    const kept = y.filter((value) => value !== 0);
    expect([...new Set(kept)]).toEqual([Math.fround(1 / (1 - rate))]);
    // Five standard deviations of a binomial share.
    const spread = 5 * Math.sqrt((rate * (1 - rate)) / ones.length);
    expect(Math.abs(kept.length / ones.length - (1 - rate))).toBeLessThan(spread);
  });

  it('depends on the random numbers only', async () => {
    expect(await train(rate, 1)).toEqual(await train(rate, 1));
    expect(await train(rate, 1)).not.toEqual(await train(rate, 2));
  });
});

it('drops an element if its number is below the rate', async () => {
  const { graph, context } = buildLayer(dropout(0.25), [1, 4], { training: true });
  const feeds = { [context.randoms[0]!.name]: Float32Array.of(0, 0.2499, 0.25, 0.9999) };
  const { y } = await runGraph(graph, { x: Float32Array.of(3, 3, 3, 3), ...feeds });
  expect([...y!]).toEqual([0, 0, 4, 4]);
});

it('uses no numbers and changes nothing in inference or at rate 0', async () => {
  const x = Float32Array.of(1, -2, 3, 0.5);
  expect((await runLayer(dropout(0.5), [2, 2], x, {}))['y']).toEqual(x);
  expect(buildLayer(dropout(0.5), [2, 2]).context.randoms).toEqual([]);
  expect((await runLayer(dropout(0), [2, 2], x, {}, true))['y']).toEqual(x);
});

/** Which shares of ones are kept, where all of a part share one draw: one value for each part. */
async function keptParts(layer: Layer, shape: readonly number[], size: number): Promise<number[]> {
  const { graph, context } = buildLayer(layer, shape, { training: true });
  const x = new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1);
  const { y } = await runGraph(graph, { x, ...randomFeeds(context) });
  const parts = Array.from({ length: y!.length / size }, (_, i) => [
    ...new Set(y!.subarray(i * size, (i + 1) * size)),
  ]);
  expect(parts.every((values) => values.length === 1)).toBe(true);
  return parts.map(([value]) => value!);
}

describe.each([0.2, 0.6])('of whole channels or branches, rate %d', (rate) => {
  it.each<[string, Layer, number[], number, number[]]>([
    ['spatialDropout2d drops channels', spatialDropout2d(rate), [40, 50, 2, 3], 6, [40, 50, 1, 1]],
    ['stochasticDepth drops pictures', stochasticDepth(rate), [2000, 3, 2, 2], 12, [2000, 1, 1, 1]],
    ['stochasticDepth drops rows', stochasticDepth(rate), [2000, 5], 5, [2000, 1]],
  ])('%s, scaled so that the mean stays', async (_, layer, shape, size, drawn) => {
    expect(buildLayer(layer, shape, { training: true }).context.randoms.map(({ shape }) => shape)).toEqual([
      drawn,
    ]);
    const parts = await keptParts(layer, shape, size);
    const kept = parts.filter((value) => value !== 0);
    expect(parts).toHaveLength(2000);
    expect([...new Set(kept)]).toEqual([Math.fround(1 / (1 - rate))]);
    // Five standard deviations of a binomial share.
    const spread = 5 * Math.sqrt((rate * (1 - rate)) / parts.length);
    expect(Math.abs(kept.length / parts.length - (1 - rate))).toBeLessThan(spread);
  });

  it('changes nothing in inference', async () => {
    const x = Float32Array.from({ length: 24 }, (_, i) => i - 11.5);
    for (const layer of [spatialDropout2d(rate), stochasticDepth(rate)]) {
      expect((await runLayer(layer, [2, 3, 2, 2], x, {}))['y']).toEqual(x);
      expect(buildLayer(layer, [2, 3, 2, 2]).context.randoms).toEqual([]);
    }
  });
});
