import { expect, test } from 'vitest';
import { isBlank } from './blank.ts';

test.each<[what: string, image: number[], channels: number, blank: boolean]>([
  ['black', [0, 0, 0, 0], 1, true],
  ['grey with a little noise', [100, 104, 101, 100], 1, true],
  ['grey with more', [100, 105, 101, 100], 1, false],
  ['one colour', [10, 10, 200, 200, 90, 91], 3, true],
  ['two colours of the same red', [10, 10, 200, 90, 90, 90], 3, false],
])('%s', (_, image, channels, blank) => {
  expect(isBlank(Uint8Array.from(image), channels)).toBe(blank);
});
