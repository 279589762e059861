// Pictures that a class or a unit answers to most, where it is plain what they are.
import { expect, it } from 'vitest';
import { conv, flatten, gemm, relu } from '../engine/graph/operators/index.ts';
import { InputError } from '../errors.ts';
import { maximizeActivation } from './activation-maximization.ts';
import { constantLike, linear, toyExplainer } from './testing/toy-models.ts';

/** For the left half of 4×4 pixels, against the right. */
const halves = Array.from({ length: 16 }, (_, i) => (i % 4 < 2 ? 1 : -1));
const explainer = toyExplainer([1, 4, 4], linear(halves));
const plain = { blur: 0, jitter: 0, decay: 0 };
const bright = (image: Uint8Array) => [...image].map((level) => level > 127);

it('of a linear function is white where it counts for the class, and black where it counts against', async () => {
  const { images, activations } = await maximizeActivation(explainer, [0, 1], { steps: 64, ...plain });
  const left = halves.map((weight) => weight > 0);
  expect([...images.subarray(0, 16)]).toEqual(left.map((isLeft) => (isLeft ? 255 : 0)));
  expect([...images.subarray(16)]).toEqual(left.map((isLeft) => (isLeft ? 0 : 255)));
  expect([...activations]).toEqual([8 * 255, 8 * 255]);
});

it('shows the same with what keeps pictures smooth, less sharply', async () => {
  const { images } = await maximizeActivation(explainer, [0], { jitter: 0 });
  const columns = [0, 1, 2, 3].map((x) => [0, 1, 2, 3].reduce((sum, y) => sum + images[4 * y + x]!, 0));
  expect(columns[0]!).toBeGreaterThan(columns[3]! + 400);
});

it('takes units of a layer, by the mean of their maps, and gives each the same whatever others there are', async () => {
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

it.each([
  [[2], {}, 'units: expected classes from 0 to 1, got 2'],
  [[-1], { layer: 'scores' }, 'units: expected units of scores from 0 to 1, got -1'],
])('refuses %j of %j', async (units, options, complaint) => {
  await expect(maximizeActivation(explainer, units, options)).rejects.toThrow(new InputError(complaint));
});
