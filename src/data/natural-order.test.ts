import { expect, it } from 'vitest';
import { compareNaturally } from './natural-order.ts';

it.each([
  [
    ['1', '10', '11', '12', '2'],
    ['1', '2', '10', '11', '12'],
  ],
  [
    ['0', '180', '270', '90'],
    ['0', '90', '180', '270'],
  ],
  [
    ['size 10', 'size 9', 'size', 'size 9b'],
    ['size', 'size 9', 'size 9b', 'size 10'],
  ],
  [
    ['v1.10', 'v1.9', 'v1.9.1'],
    ['v1.9', 'v1.9.1', 'v1.10'],
  ],
  [
    ['007', '7', '07', '8'],
    ['007', '07', '7', '8'],
  ],
  [
    ['b', 'B', 'a', 'é', '衬'],
    ['B', 'a', 'b', 'é', '衬'],
  ],
  [
    ['99999999999999999999', '100000000000000000000'],
    ['99999999999999999999', '100000000000000000000'],
  ],
  [
    ['', '1', 'a'],
    ['', '1', 'a'],
  ],
])('%j', (names, expected) => {
  expect(names.toSorted(compareNaturally)).toEqual(expected);
  expect(names.toReversed().sort(compareNaturally)).toEqual(expected);
});
