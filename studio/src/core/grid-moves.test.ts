import { expect, it } from 'vitest';
import { movedPlace } from './grid-moves.ts';

it.each([
  ['ArrowRight', 3, 4],
  ['ArrowRight', 9, 9],
  ['ArrowUp', 2, 2],
  ['ArrowDown', 2, 6],
  ['ArrowDown', 6, 9],
  ['Home', 6, 0],
  ['End', 6, 9],
  ['x', 6, undefined],
])('%s in a grid of ten in rows of four leads from %i to %s', (key, from, to) =>
  expect(movedPlace(key, from, { columns: 4, total: 10 })).toBe(to),
);
