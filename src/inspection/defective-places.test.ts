import { expect, it } from 'vitest';
import { defectivePlaces } from './defective-places.ts';
import type { InspectorCard } from './inspector-file.ts';

const card = (placeThreshold: number) =>
  ({ input: { channels: 1, height: 4, width: 8 }, placeThreshold }) as InspectorCard;
const map = new Float32Array(32);
map.set([2, 3], 9); // row 1, columns 1 and 2
map.set([5], 31); // row 3, column 7

it('boxes places above the threshold, the largest value first, in shares of the picture', () => {
  expect(defectivePlaces(map, card(1))).toEqual([
    { x: 7 / 8, y: 3 / 4, width: 1 / 8, height: 1 / 4, peak: 5 },
    { x: 1 / 8, y: 1 / 4, width: 2 / 8, height: 1 / 4, peak: 3 },
  ]);
});

it('boxes the largest value where no place is above the threshold', () => {
  expect(defectivePlaces(map, card(9))).toHaveLength(1);
  expect(defectivePlaces(map, card(9))[0]).toMatchObject({ x: 7 / 8, peak: 5 });
});
