// Dropout: how many it keeps, how it scales them, and that its mask is a function of the numbers it is fed.
import { describe, expect, it } from 'vitest';
import { buildLayer, randomFeeds, runGraph, runLayer } from '../testing/layer-programs.ts';
import { dropout } from './dropout.ts';

const shape = [100, 200];
const ones = new Float32Array(20_000).fill(1);

async function train(rate: number, seed: number): Promise<Float32Array> {
  const { graph, context } = buildLayer(dropout(rate), shape, { training: true });
  return (await runGraph(graph, { x: ones, ...randomFeeds(context, seed) }))['y']!;
}

describe.each([0.1, 0.5, 0.8])('rate %d', (rate) => {
  it('keeps its share, scaled so that the mean stays', async () => {
    const y = await train(rate, 1);
    const kept = y.filter((value) => value !== 0);
    expect([...new Set(kept)]).toEqual([Math.fround(1 / (1 - rate))]);
    // Five standard deviations of a binomial share.
    const spread = 5 * Math.sqrt((rate * (1 - rate)) / ones.length);
    expect(Math.abs(kept.length / ones.length - (1 - rate))).toBeLessThan(spread);
  });

  it('drops the same elements for the same numbers, others for others', async () => {
    expect(await train(rate, 1)).toEqual(await train(rate, 1));
    expect(await train(rate, 1)).not.toEqual(await train(rate, 2));
  });
});

it('drops where the number is below the rate', async () => {
  const { graph, context } = buildLayer(dropout(0.25), [1, 4], { training: true });
  const feeds = { [context.randoms[0]!.name]: Float32Array.of(0, 0.2499, 0.25, 0.9999) };
  const { y } = await runGraph(graph, { x: Float32Array.of(3, 3, 3, 3), ...feeds });
  expect([...y!]).toEqual([0, 0, 4, 4]);
});

it('asks for no numbers and changes nothing in inference, nor at rate 0', async () => {
  const x = Float32Array.of(1, -2, 3, 0.5);
  expect((await runLayer(dropout(0.5), [2, 2], x, {}))['y']).toEqual(x);
  expect(buildLayer(dropout(0.5), [2, 2]).context.randoms).toEqual([]);
  expect((await runLayer(dropout(0), [2, 2], x, {}, true))['y']).toEqual(x);
});
