import { expect, it } from 'vitest';
import { readCatalogueSearch } from './search.ts';

it('has the place in the review, a key that may look like a number', () => {
  expect(readCatalogueSearch({ at: 17 })).toEqual({ at: '17' });
  expect(readCatalogueSearch({ at: ['a'] })).toEqual({});
});
