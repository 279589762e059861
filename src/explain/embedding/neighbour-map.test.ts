// A map of three distant clouds: the nearest neighbours of a point are in its own cloud, and equal seeds give
// equal maps.
import { expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { neighbourMap } from './neighbour-map.ts';

const [perCloud, size] = [40, 8];
const count = 3 * perCloud;
const random = new Random(3);
const values = Float32Array.from(
  { length: count * size },
  (_, k) => random.normal() + (k % size === Math.floor(k / size / perCloud) ? 20 : 0),
);

it('keeps neighbours together, and depends on the seed only', () => {
  const places = neighbourMap({ count, size, values }, 7);
  expect(places).toHaveLength(2 * count);
  const distance = (i: number, j: number) =>
    Math.hypot(places[2 * i]! - places[2 * j]!, places[2 * i + 1]! - places[2 * j + 1]!);
  for (let i = 0; i < count; i++) {
    const others = Array.from({ length: count }, (_, j) => j).filter((j) => j !== i);
    const nearest = others.sort((a, b) => distance(i, a) - distance(i, b)).slice(0, 5);
    expect(nearest.map((j) => Math.floor(j / perCloud))).toEqual(
      Array.from({ length: 5 }, () => Math.floor(i / perCloud)),
    );
  }
  expect(neighbourMap({ count, size, values }, 7)).toEqual(places);
});
