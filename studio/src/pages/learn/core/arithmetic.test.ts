import { describe, expect, it } from 'vitest';
import {
  convolutionTerms,
  denseTerms,
  largest,
  outputAt,
  planeOf,
  valuesUnder,
  windowAt,
} from './arithmetic.ts';

const plain = { size: [3, 3], strides: [1, 1], dilations: [1, 1], before: [0, 0] } as const;
/** The numbers 0 to 24 in five rows. */
const plane = { values: Float32Array.from({ length: 25 }, (_, i) => i), height: 5, width: 5 };

describe('a window', () => {
  it('covers the cells of its kernel', () => {
    expect(windowAt(plain, 1, 2)).toEqual({ row: 1, column: 2, height: 3, width: 3 });
    expect(valuesUnder(plain, 1, 2, plane)).toEqual([7, 8, 9, 12, 13, 14, 17, 18, 19]);
  });

  it('moves by its strides, spreads by its dilation, and reads 0 in the padding', () => {
    const wide = { size: [2, 2], strides: [2, 2], dilations: [3, 3], before: [1, 1] } as const;
    expect(windowAt(wide, 1, 0)).toEqual({ row: 1, column: -1, height: 4, width: 4 });
    expect(valuesUnder(wide, 1, 0, plane)).toEqual([0, 7, 0, 22]); // rows 1 and 4, columns -1 and 2
  });

  it('is found again from the cell in its middle', () => {
    for (const [row, column] of [
      [0, 0],
      [1, 2],
      [2, 1],
    ] as const)
      expect(outputAt(plain, [row + 1, column + 1], [3, 3])).toEqual([row, column]);
    expect(outputAt(plain, [4, 0], [3, 3])).toEqual([2, 0]); // the border belongs to the nearest
  });
});

describe('products', () => {
  it('of a convolution add up map by map', () => {
    const two = [
      planeOf(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), [2, 2, 2], 0),
      planeOf(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), [2, 2, 2], 1),
    ];
    const kernel = Float32Array.of(1, 0, 0, -1, 2, 0, 0, 0);
    const terms = convolutionTerms({ ...plain, size: [2, 2] }, [0, 0], two, kernel);
    expect(terms.map(({ products }) => products)).toEqual([
      [1, 0, 0, -4],
      [10, 0, 0, 0],
    ]);
    expect(terms.map(({ sum }) => sum)).toEqual([-3, 10]);
  });

  it('of a dense layer take the weights of one unit', () => {
    const terms = denseTerms(Float32Array.of(2, 3), Float32Array.of(1, 10, 5, 100), 2, 1);
    expect(terms.weights).toEqual([10, 100]);
    expect(terms.sum).toBe(320);
  });
});

it('the scale of colours is never 0', () => {
  expect(largest([0, -3, 2])).toBe(3);
  expect(largest([0, 0])).toBe(1);
});
