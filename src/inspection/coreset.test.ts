// The greedy selection against one that measures every distance.
import { describe, expect, it } from 'vitest';
import { squaredDistance, type Vectors } from '../neighbours/vectors.ts';
import { Random } from '../random.ts';
import { greedyCoreset } from './coreset.ts';

function drawn(count: number, dimensions: number, seed = 1): Vectors {
  const random = new Random(seed, 'vectors');
  return {
    ...{ count, dimensions },
    values: Float32Array.from({ length: count * dimensions }, () => random.normal()),
  };
}

/** The distance of each vector from the nearest of some. */
const coverage = (vectors: Vectors, taken: readonly number[]): number[] =>
  Array.from({ length: vectors.count }, (_, i) =>
    Math.sqrt(Math.min(...taken.map((other) => squaredDistance(vectors, i, vectors, other)))),
  );

describe('greedyCoreset', () => {
  it('takes the farthest vector each time', () => {
    const vectors = drawn(300, 5);
    const { indices, radius } = greedyCoreset(vectors, { count: 40, seed: 1 });
    for (let taken = 1; taken < 40; taken++) {
      const distances = coverage(vectors, [...indices.subarray(0, taken)]);
      expect(distances[indices[taken]!]).toBeCloseTo(Math.max(...distances), 6);
    }
    expect(radius).toBeCloseTo(Math.max(...coverage(vectors, [...indices])), 6);
  });

  it('finds all groups of long vectors after a projection, the small ones too', () => {
    const [centres, noise] = [drawn(6, 150), drawn(300, 150, 2)];
    const groupOf = (i: number) => (i < 5 ? i : 5);
    const values = noise.values.map((value, at) => {
      const group = groupOf(Math.floor(at / 150));
      return centres.values[group * 150 + (at % 150)]! + 0.1 * value;
    });
    const { indices } = greedyCoreset({ ...noise, values }, { count: 6, seed: 1 });
    expect([...indices].map(groupOf).sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('never keeps a vector twice', () => {
    const { values } = drawn(10, 3);
    const twice = { count: 20, dimensions: 3, values: Float32Array.from([...values, ...values]) };
    const { indices, radius } = greedyCoreset(twice, { count: 20, seed: 1 });
    expect(new Set([...indices].map((i) => i % 10)).size).toBe(10);
    expect([indices.length, radius]).toEqual([10, 0]);
  });

  it('goes on from vectors that are kept, until none is far', () => {
    const line = { count: 6, dimensions: 1, values: Float32Array.of(0, 10, 4, 4.5, 20, 10.5) };
    const grown = greedyCoreset(line, { count: 9, seed: 1, kept: 2, stopsAt: 1 });
    expect([...grown.indices]).toEqual([0, 1, 4, 3]);
    expect(grown.radius).toBe(0.5);
  });
});
