import { expect, it } from 'vitest';
import { labelChange } from './label-change.ts';

it('has both labels and the arrow in their order, whichever way their letters run', () => {
  const mark = '\u200e';
  expect(labelChange('Coat', 'Shirt')).toBe(`${mark}Coat ${mark}→${mark} Shirt`);
  expect(labelChange('מעיל', 'חולצה').split(mark)).toEqual(['', 'מעיל ', '→', ' חולצה']);
});
