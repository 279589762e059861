// Each baseline on data with a known answer.
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../data/dataset.ts';
import { predictMajority, predictNearestCentroid, predictNearestNeighbours, vote } from './simple.ts';

/** Pictures of two pixels. */
function dots(points: readonly (readonly [x: number, y: number, label: number])[]): Dataset {
  return {
    ...{ name: 'dots', classNames: ['a', 'b', 'c'], count: points.length, channels: 1, height: 1, width: 2 },
    images: Uint8Array.from(points.flatMap(([x, y]) => [x, y])),
    labels: Int32Array.from(points, ([, , label]) => label),
  };
}

const train = dots([
  [0, 0, 0],
  [10, 0, 0],
  [0, 10, 0],
  [200, 200, 1],
  [220, 220, 1],
]);

describe('the simplest', () => {
  it('majority predicts the most frequent class of training', () => {
    expect([...predictMajority(train, dots([[200, 200, 1]]))]).toEqual([0]);
  });

  it('nearest centroid predicts the class with the nearest mean, never one without pictures', () => {
    // Means: (10/3, 10/3) and (210, 210): halfway is (106.7, 106.7). The third class, whose mean would be
    // black, has no pictures.
    const test = dots([
      [106, 106, 0],
      [107, 107, 1],
      [0, 0, 0],
    ]);
    expect([...predictNearestCentroid(train, test)]).toEqual([0, 1, 0]);
  });

  it('nearest neighbours vote, and the nearest decides a tie', async () => {
    expect(vote([2, 1, 1, 2, 0])).toBe(2);
    expect(vote([0, 1, 1])).toBe(1);
    expect([...(await predictNearestNeighbours(train, dots([[255, 255, 1]]), { threads: 1 }))]).toEqual([0]); // 3 to 2
    const more = dots([...[210, 215, 225].map((x) => [x, x, 1] as const), [0, 0, 0], [9, 9, 0], [5, 0, 0]]);
    expect([...(await predictNearestNeighbours(more, dots([[255, 255, 1]]), { threads: 1 }))]).toEqual([1]);
  });
});
