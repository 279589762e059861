import { expect, it } from 'vitest';
import { readEvaluateSearch } from './search.ts';

it('knows what the cells of the confusion matrix show', () => {
  expect(readEvaluateSearch({ cells: 'rates' })).toEqual({ cells: 'rates' });
  expect(readEvaluateSearch({ cells: 'colours' })).toEqual({});
});
