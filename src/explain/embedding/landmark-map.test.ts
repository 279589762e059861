// A map of more vectors than UMAP places: neighbours are together, whether they are landmarks or not.
import { expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { componentMap, landmarkMap } from './landmark-map.ts';
import { prepareMap } from './landmarks.ts';

const [count, dimensions, clouds] = [900, 6, 3];
const cloudOf = (i: number) => Math.floor((i * clouds) / count);
const random = new Random(3);
const values = Float32Array.from(
  { length: count * dimensions },
  (_, k) => random.normal() + (k % dimensions === cloudOf(Math.floor(k / dimensions)) ? 20 : 0),
);

const centreOf = (places: Float32Array, cloud: number): [number, number] => {
  const own = Array.from({ length: count }, (_, i) => i).filter((i) => cloudOf(i) === cloud);
  const mean = (axis: number) => own.reduce((sum, i) => sum + places[2 * i + axis]!, 0) / own.length;
  return [mean(0), mean(1)];
};

/** The share of vectors that are nearer to the centre of their own cloud than to those of the others. */
function shareAtHome(places: Float32Array): number {
  const centres = Array.from({ length: clouds }, (_, cloud) => centreOf(places, cloud));
  const home = Array.from({ length: count }, (_, i) => {
    const distances = centres.map(([x, y]) => Math.hypot(places[2 * i]! - x, places[2 * i + 1]! - y));
    return distances.indexOf(Math.min(...distances)) === cloudOf(i);
  });
  return home.filter(Boolean).length / count;
}

it('keeps three clouds apart from the first step to the last, the same for the same seed', async () => {
  const source = await prepareMap({ count, dimensions, values }, { landmarks: 150 });
  expect(shareAtHome(componentMap(source))).toBeGreaterThan(0.99);
  const steps = [...landmarkMap(source, 7, 2)];
  expect(steps.map(({ share }) => share)).toEqual([0.5, 1]);
  for (const { places } of steps) expect(shareAtHome(places)).toBe(1);
  expect([...landmarkMap(source, 7, 1)].at(-1)!.places).toEqual(steps.at(-1)!.places);
});

it('places equal vectors without a number that is none', async () => {
  const source = await prepareMap({ count: 12, dimensions: 1, values: new Float32Array(12) });
  expect([...componentMap(source)].every(Number.isFinite)).toBe(true);
  const last = [...landmarkMap(source, 1)].at(-1)!;
  expect([...last.places].every(Number.isFinite)).toBe(true);
});
