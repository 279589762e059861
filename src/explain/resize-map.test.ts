// Maps in the size of pictures, by hand.
import { expect, it } from 'vitest';
import { resizeMaps } from './resize-map.ts';

it('keeps a map that has the size already', () => {
  const map = Float32Array.of(1, 2, 3, 4, 5, 6);
  expect(resizeMaps(map, [2, 3], [2, 3])).toEqual(map);
});

it('interpolates between the centres of cells, and goes on beyond the outermost', () => {
  // Centres of 2 cells are at 1/4 and 3/4 of the side, those of 4 at 1/8, 3/8, 5/8, 7/8.
  expect(resizeMaps(Float32Array.of(0, 4), [1, 2], [1, 4])).toEqual(Float32Array.of(0, 1, 3, 4));
  expect(resizeMaps(Float32Array.of(0, 4), [2, 1], [4, 2])).toEqual(Float32Array.of(0, 0, 1, 1, 3, 3, 4, 4));
});

it('takes each of several maps by itself', () => {
  expect(resizeMaps(Float32Array.of(1, 2), [1, 1], [1, 2])).toEqual(Float32Array.of(1, 1, 2, 2));
});
