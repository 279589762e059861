import { expect, it } from 'vitest';
import { unlikeOthers } from './unlike-others.ts';

it('finds scores beyond three distances of the quartiles, the highest first', () => {
  // The quartiles of the first nine are 3 and 7, so the limit is 7 + 3 · 4 with them alone.
  const scores = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  expect(unlikeOthers(scores)).toEqual([]);
  expect(unlikeOthers([...scores, 40, 60])).toEqual([10, 9]);
});
