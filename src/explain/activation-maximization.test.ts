// Pictures that maximize a class or a unit, for models with a known answer.
import { describe, expect, it } from 'vitest';
import { conv, flatten, gemm, relu } from '../engine/graph/operators/index.ts';
import { InputError } from '../errors.ts';
import { maximizeActivation } from './activation-maximization.ts';
import { constantLike, linear, squares, toyExplainer } from './testing/toy-models.ts';

/** For the left half of 4×4 pixels, against the right. */
const halves = Array.from({ length: 16 }, (_, i) => (i % 4 < 2 ? 1 : -1));
const explainer = toyExplainer([1, 4, 4], linear(halves));
const plain = { blur: 0, jitter: 0, decay: 0 };
const bright = (image: Uint8Array) => [...image].map((level) => level > 127);

it('of a linear function is white for positive weights, and black for negative ones', async () => {
  const { images, activations } = await maximizeActivation(explainer, [0, 1], { steps: 64, ...plain });
  const left = halves.map((weight) => weight > 0);
  expect([...images.subarray(0, 16)]).toEqual(left.map((isLeft) => (isLeft ? 255 : 0)));
  expect([...images.subarray(16)]).toEqual(left.map((isLeft) => (isLeft ? 0 : 255)));
  expect([...activations]).toEqual([8 * 255, 8 * 255]);
});

it('shows the same with smoothing, less sharply', async () => {
  const { images } = await maximizeActivation(explainer, [0], { jitter: 0 });
  const columns = [0, 1, 2, 3].map((x) => [0, 1, 2, 3].reduce((sum, y) => sum + images[4 * y + x]!, 0));
  expect(columns[0]!).toBeGreaterThan(columns[3]! + 400);
});

it('maximizes units of a layer by the mean of their maps, independently of each other', async () => {
  const layered = toyExplainer([1, 4, 4], (x) => {
    const maps = x.graph.within('conv', () => relu(conv(x, constantLike(x, [1, -1, 1, 1], [2, 1, 1, 2]))));
    return gemm(flatten(maps), constantLike(x, new Array<number>(48).fill(0.1), [24, 2]));
  });
  const options = { layer: 'conv', steps: 64, ...plain };
  const both = await maximizeActivation(layered, [0, 1], options);
  const second = await maximizeActivation(layered, [1], options);
  expect(both.images.subarray(16)).toEqual(second.images);
  expect(bright(second.images)).toEqual(new Array(16).fill(true)); // the sum of neighbours: all white
  expect(second.activations[0]).toBe(510);
  // The difference of neighbours: falling from left to right.
  expect(both.activations[0]).toBeGreaterThan(60);
});

it('repeats for the same seed', async () => {
  const images = async (seed: number) =>
    (await maximizeActivation(explainer, [0], { steps: 3, seed })).images;
  expect(await images(1)).toEqual(await images(1));
  expect(await images(1)).not.toEqual(await images(2));
});

describe('one step', () => {
  const starts = async (units: number[]) =>
    (await maximizeActivation(explainer, units, { ...plain, steps: 1, stepSize: 0 })).images;
  const stepped = async (options: object) =>
    (await maximizeActivation(explainer, [0], { ...plain, steps: 1, ...options })).images;
  /** By how much levels differ, to the rounding of both. */
  const expectMoved = (from: Uint8Array, to: Uint8Array, move: (level: number, i: number) => number) =>
    to.forEach((level, i) => expect(Math.abs(level - move(from[i]!, i))).toBeLessThan(1.5));

  it('begins with noise around dark grey, different for each unit', async () => {
    const images = await starts([0, 1]);
    const mean = images.reduce((sum, level) => sum + level, 0) / 32;
    expect(Math.abs(mean - 64)).toBeLessThan((4 * 8) / Math.sqrt(32));
    expect(images.subarray(0, 16)).not.toEqual(images.subarray(16));
    expect(await starts([1])).toEqual(images.slice(16));
  });

  it('moves 8 levels along a gradient of uniform length', async () => {
    expectMoved(await starts([0]), await stepped({}), (level, i) => level + 8 * halves[i]!);
    expectMoved(await starts([0]), await stepped({ stepSize: 20 }), (level, i) => level + 20 * halves[i]!);
  });

  it('decays towards black first', async () => {
    const options = { decay: 0.5, stepSize: 10 };
    expectMoved(await starts([0]), await stepped(options), (level, i) => level / 2 + 10 * halves[i]!);
  });

  it('shifts the picture, and its gradient back', async () => {
    // The gradient of half the squares is the picture itself: moved apart, the two would not be in
    // proportion.
    const squared = toyExplainer([1, 4, 4], squares);
    for (const seed of [1, 2, 3, 4]) {
      const of = { ...plain, steps: 1, seed };
      const from = (await maximizeActivation(squared, [0], { ...of, stepSize: 0 })).images;
      const { images } = await maximizeActivation(squared, [0], { ...of, jitter: 1, stepSize: 30 });
      const rms = Math.sqrt(from.reduce((sum, level) => sum + level ** 2, 0) / 16);
      expectMoved(from, images, (level) => level * (1 + 30 / rms));
    }
  });
});

it('takes 128 steps, and the documented defaults', async () => {
  const said = { steps: 128, stepSize: 8, decay: 0.01, blur: 0.5, jitter: 1, seed: 1 };
  const found = await maximizeActivation(explainer, [1]);
  expect(await maximizeActivation(explainer, [1], said)).toEqual(found);
});

it.each([
  [[1.5], {}, 'units: expected classes from 0 to 1, got 1.5'],
  [[0, -1], {}, 'units: expected classes from 0 to 1, got -1'],
  [[2], {}, 'units: expected classes from 0 to 1, got 2'],
  [[-1], { layer: 'scores' }, 'units: expected units of scores from 0 to 1, got -1'],
])('refuses %j of %j', async (units, options, complaint) => {
  await expect(maximizeActivation(explainer, units, options)).rejects.toThrow(new InputError(complaint));
});
