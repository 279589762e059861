import { expect, it } from 'vitest';
import { firstFew, quoteFew } from './few-words.ts';

it('names the first few, and counts the others', () => {
  expect(firstFew(['a', 'b'])).toBe('a, b');
  expect(firstFew(['a', 'b', 'c'], 1)).toBe('a and 2 more');
  expect(quoteFew(['a', 'b', 'c'], 2)).toBe("'a', 'b' and 1 more");
  expect(quoteFew([])).toBe('');
});
