// Rank correlation by hand: 1 - 6 Σd² / (n (n² - 1)) without ties, and Pearson's of mean ranks with ties.
import { expect, it } from 'vitest';
import { rankCorrelation } from './rank-correlation.ts';

it.each([
  ['the same order, on any scale', [1, 2, 3, 4], [10, 200, 3000, 3001], 1],
  ['the opposite order', [1, 2, 3], [9, 0, -5], -1],
  ['one exchange of neighbours: 1 - 6·2/60', [1, 2, 3, 4], [1, 3, 2, 4], 0.8],
  // Ranks less their means: -1 -1 0.5 1.5 and -1.5 -0.5 0.5 1.5: products 1.5 + 0.5 + 0.25 + 2.25, squares
  // 4.5 and 5.
  ['equal values, which share their mean rank', [7, 7, 8, 9], [1, 2, 3, 4], 4.5 / Math.sqrt(22.5)],
  // -1.5 0.5 0.5 0.5 and -1.5 -0.5 0.5 1.5: products 2.25 - 0.25 + 0.25 + 0.75, squares 3 and 5.
  ['equal values at the end', [1, 4, 4, 4], [1, 2, 3, 4], 3 / Math.sqrt(15)],
  ['a map without order', [5, 5, 5], [1, 2, 3], 0],
])('of %s', (_, a, b, expected) => {
  expect(rankCorrelation(a, b)).toBeCloseTo(expected, 12);
  expect(rankCorrelation(b, a)).toBeCloseTo(expected, 12);
});
