import { expect, it } from 'vitest';
import { labelChange } from './label-change.ts';

it('keeps the order of labels and arrow for left-to-right and right-to-left letters', () => {
  const mark = '\u200e';
  expect(labelChange('Coat', 'Shirt')).toBe(`${mark}Coat ${mark}→${mark} Shirt`);
  expect(labelChange('מעיל', 'חולצה').split(mark)).toEqual(['', 'מעיל ', '→', ' חולצה']);
});
