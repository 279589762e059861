// Fronts and crowding of points worked by hand.
import { expect, it } from 'vitest';
import { crowdingDistances, paretoFronts, rankByDominance } from './pareto.ts';

const points = [
  [1, 5],
  [2, 3],
  [4, 1],
  [3, 4], // beaten by [2, 3]
  [4, 5], // beaten by all of the first front and by [3, 4]
];

it('sorts points into fronts', () => {
  expect(paretoFronts(points)).toEqual([[0, 1, 2], [3], [4]]);
});

it('counts points that are alone as less crowded', () => {
  // In between the ends: (4 - 1) / 3 in the first objective and (5 - 1) / 4 in the second.
  expect(crowdingDistances([points[0]!, points[1]!, points[2]!])).toEqual([Infinity, 2, Infinity]);
});

it('ranks by front and crowding, or by the value of a single objective', () => {
  expect(rankByDominance(points)).toEqual([0, 2, 1, 3, 4]);
  expect(rankByDominance([[3], [1], [2], [1]])).toEqual([1, 3, 2, 0]);
});
