import { expect, it } from 'vitest';
import { dotSpot } from '../../../src/figures/figure.ts';
import { nextSpot, spotAt } from './spots.ts';

const spots = [
  dotSpot('a', 'A', 0, 0),
  dotSpot('b', 'B', 20, 0),
  dotSpot('c', 'C', 20, 20),
  dotSpot('d', 'D', 4, 0),
];
const id = (spot: { readonly id: string } | undefined) => spot?.id;

it('the spot under the pointer is the one whose middle is nearest', () => {
  expect(id(spotAt(spots, 1, 0))).toBe('a');
  expect(id(spotAt(spots, 3, 0))).toBe('d');
  expect(spotAt(spots, 10.5, 10)).toBeUndefined();
});

it('arrows lead to the nearest spot in their direction, and stay where there is none', () => {
  expect(id(nextSpot(spots, spots[0], 'ArrowRight'))).toBe('d');
  expect(id(nextSpot(spots, spots[1], 'ArrowDown'))).toBe('c');
  expect(id(nextSpot(spots, spots[2], 'ArrowDown'))).toBe('c');
  expect(id(nextSpot(spots, undefined, 'ArrowDown'))).toBe('a');
  expect(id(nextSpot(spots, spots[0], 'End'))).toBe('d');
  expect(nextSpot(spots, spots[0], 'x')).toBeUndefined();
});
