// Maps resized to pictures, by hand.
import { expect, it } from 'vitest';
import { resizeMaps } from './resize-map.ts';

it('keeps a map of the right size', () => {
  const map = Float32Array.of(1, 2, 3, 4, 5, 6);
  expect(resizeMaps(map, [2, 3], [2, 3])).toEqual(map);
});

it('interpolates between the centres of cells, and extends the outermost', () => {
  // Centres of 2 cells are at 1/4 and 3/4 of the side, those of 4 at 1/8, 3/8, 5/8, 7/8.
  expect(resizeMaps(Float32Array.of(0, 4), [1, 2], [1, 4])).toEqual(Float32Array.of(0, 1, 3, 4));
  expect(resizeMaps(Float32Array.of(0, 4), [2, 1], [4, 2])).toEqual(Float32Array.of(0, 0, 1, 1, 3, 3, 4, 4));
});

it('resizes several maps separately', () => {
  expect(resizeMaps(Float32Array.of(1, 2), [1, 1], [1, 2])).toEqual(Float32Array.of(1, 1, 2, 2));
});

it('resizes several maps of several rows separately', () => {
  const maps = Float32Array.of(0, 4, 8, 12, 100, 104, 108, 112);
  expect(resizeMaps(maps, [2, 2], [2, 2])).toEqual(maps);
  // Centres of 3 cells are at 1/6, 1/2 and 5/6 of the side: the outermost beyond those of 2, the middle
  // halfway.
  expect([...resizeMaps(maps, [2, 2], [3, 3])]).toEqual([
    ...[0, 2, 4, 4, 6, 8, 8, 10, 12],
    ...[100, 102, 104, 104, 106, 108, 108, 110, 112],
  ]);
});

it('makes maps smaller by the same rule', () => {
  // The centre of one cell is halfway between those of two, and on the middle one of three.
  expect([...resizeMaps(Float32Array.of(2, 6), [1, 2], [1, 1])]).toEqual([4]);
  expect([...resizeMaps(Float32Array.of(1, 5, 2), [3, 1], [1, 1])]).toEqual([5]);
});
