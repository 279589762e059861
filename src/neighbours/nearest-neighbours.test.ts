// Neighbours against a search that compares every pair plainly.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';
import type { Vectors } from './vectors.ts';

function randomVectors(count: number, dimensions: number, seed: number): Vectors {
  const random = new Random(seed, 'vectors');
  return {
    count,
    dimensions,
    values: Float32Array.from({ length: count * dimensions }, () => random.normal()),
  };
}

const row = ({ values, dimensions }: Vectors, i: number): number[] => [
  ...values.subarray(i * dimensions, (i + 1) * dimensions),
];

function searchPlainly(
  queries: Vectors,
  searched: Vectors,
  k: number,
): { index: number; distance: number }[][] {
  return Array.from({ length: queries.count }, (_, i) => {
    const a = row(queries, i);
    const all = Array.from({ length: searched.count }, (_, index) => {
      const b = row(searched, index);
      return { index, distance: Math.hypot(...a.map((value, d) => value - b[d]!)) };
    });
    return all
      .filter(({ index }) => queries !== searched || index !== i)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, k);
  });
}

describe('nearestNeighbours', () => {
  it.each([
    ['more than a tile', 600, 2100, 3, 4],
    ['one query', 1, 50, 7, 3],
    ['fewer than asked for', 5, 3, 4, 10],
  ])('finds the same as a plain search: %s', async (_, queryCount, searchedCount, dimensions, k) => {
    const [queries, searched] = [
      randomVectors(queryCount, dimensions, 1),
      randomVectors(searchedCount, dimensions, 2),
    ];
    const found = await nearestNeighbours(queries, searched, { k, threads: 1 });
    const expected = searchPlainly(queries, searched, k);
    expect(found).toMatchObject({ count: queryCount, k: Math.min(k, searchedCount) });
    expect([...found.indices]).toEqual(expected.flat().map(({ index }) => index));
    expected.flat().forEach(({ distance }, i) => expect(found.distances[i]).toBeCloseTo(distance, 5));
  });

  it('excludes a vector from its own neighbours but not its copy, and resolves small distances', async () => {
    const set = randomVectors(300, 20, 3);
    set.values.copyWithin(20 * 7, 20 * 200, 20 * 201); // 7 is 200
    set.values.copyWithin(20 * 8, 20 * 100, 20 * 101);
    set.values[20 * 8]! += 1e-4; // 8 is nearly 100
    const { indices, distances } = await nearestNeighbours(set, set, { k: 2, threads: 1 });
    expect([indices[2 * 7], distances[2 * 7]]).toEqual([200, 0]);
    expect(indices[2 * 200]).toBe(7);
    expect(indices[2 * 100]).toBe(8);
    expect(distances[2 * 100]).toBeCloseTo(1e-4, 6);
    const expected = searchPlainly(set, set, 2);
    expect([...indices]).toEqual(expected.flat().map(({ index }) => index));
  });

  it('ignores differences along given directions', async () => {
    const set = randomVectors(40, 3, 5);
    // Without the first axis, and the direction between the second and third.
    const unit = (x: number, y: number, z: number): Vectors => ({
      ...{ count: 40, dimensions: 3 },
      values: Float32Array.from({ length: 120 }, (_, i) => [x, y, z][i % 3]!),
    });
    const ignoring = [unit(1, 0, 0), unit(0, Math.SQRT1_2, Math.SQRT1_2)];
    const left = { count: 40, dimensions: 1, values: new Float32Array(40) };
    for (let i = 0; i < 40; i++)
      left.values[i] = (set.values[3 * i + 1]! - set.values[3 * i + 2]!) * Math.SQRT1_2;
    const { indices, distances } = await nearestNeighbours(set, set, { k: 3, ignoring, threads: 1 });
    const expected = searchPlainly(left, left, 3).flat();
    expect([...indices]).toEqual(expected.map(({ index }) => index));
    expected.forEach(({ distance }, i) => expect(distances[i]).toBeCloseTo(distance, 3)); // directions are float32
  });

  it('reports progress, and refuses values that do not fit', async () => {
    const set = randomVectors(1100, 2, 3);
    const told: number[] = [];
    await nearestNeighbours(set, set, { k: 1, threads: 1, onProgress: (done) => told.push(done) });
    expect(told).toEqual([512, 1024, 1100]);
    await expect(nearestNeighbours(set, randomVectors(5, 3, 1), { k: 1 })).rejects.toThrow(InputError);
    await expect(nearestNeighbours(set, set, { k: 0 })).rejects.toThrow(InputError);
    const one = randomVectors(1, 2, 1);
    await expect(nearestNeighbours(one, one, { k: 1 })).rejects.toThrow(InputError);
  });
});
