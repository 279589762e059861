// Pictures and labels of arrays with their axes in any order.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { labelsFromArray, picturesFromArray } from './array-pictures.ts';

const numbers = Uint8Array.from({ length: 24 }, (_, i) => 10 * i);

describe('pictures', () => {
  const grey = { count: 2, channels: 1, height: 3, width: 4, samples: numbers };
  const colour = { count: 2, channels: 3, height: 2, width: 2, samples: numbers };
  it.each<[shape: number[], expected: object]>([
    [[2, 3, 4], grey],
    [[6, 4], { count: 6, channels: 1, height: 2, width: 2, samples: numbers }],
    [[2, 3, 4, 1], grey],
    [[2, 1, 3, 4], grey],
    [[2, 3, 2, 2], colour],
    [[2, 2, 2, 3], { ...colour, isInterleaved: true }],
  ])('of %j', (shape, expected) => {
    expect(picturesFromArray({ shape, data: numbers }, 'a')).toEqual(expected);
  });

  it.each<[shape: number[], expected: object]>([
    [[1, 16, 1], { channels: 1, height: 4, width: 4 }],
    [[1, 1, 16], { channels: 1, height: 4, width: 4 }],
    [[1, 16, 3], { channels: 3, height: 4, width: 4, isInterleaved: true }],
    [[1, 3, 16], { channels: 3, height: 4, width: 4 }],
  ])('with all pixels in one axis, %j', (shape, expected) => {
    const data = new Uint8Array(shape[1]! * shape[2]!);
    expect(picturesFromArray({ shape, data }, 'a')).toEqual({ count: 1, samples: data, ...expected });
  });

  it('in three colours with all pixels in one axis are refused', () => {
    expect(() => picturesFromArray({ shape: [2, 12], data: numbers }, 'a')).toThrow(
      'a: the shape 2×12 may be 2×2 pixels in three colours, but it does not say their order; save the array with the shape [2, 2, 2, 3]',
    );
  });

  it.each<[shape: number[], message: string]>([
    [[24], 'got 24'],
    [[2, 3, 2, 2, 1], 'got 2×3×2×2×1'],
    [[1, 2, 3, 4], 'got 1×2×3×4'],
    [[4, 6], 'got 4×6'],
    [[24, 1, 0], 'got 24×1×0'],
  ])('of %j are refused', (shape, message) => {
    expect(() => picturesFromArray({ shape, data: numbers }, 'a')).toThrow(InputError);
    expect(() => picturesFromArray({ shape, data: numbers }, 'a')).toThrow(message);
  });

  it('of text are refused', () => {
    expect(() => picturesFromArray({ shape: [1, 1, 1], data: ['x'] }, 'a')).toThrow('got 1×1×1 texts');
  });
});

describe('labels', () => {
  it('are a row, a column, or one-hot rows', () => {
    expect(labelsFromArray({ shape: [3], data: Uint8Array.of(1, 0, 2) }, 'a')).toEqual(
      Uint8Array.of(1, 0, 2),
    );
    expect(labelsFromArray({ shape: [3, 1], data: Uint8Array.of(1, 0, 2) }, 'a')).toEqual(
      Uint8Array.of(1, 0, 2),
    );
    expect(labelsFromArray({ shape: [2, 3], data: Float32Array.of(0, 1, 0, 1, 0, 0) }, 'a')).toEqual([1, 0]);
    expect(labelsFromArray({ shape: [2], data: ['hat', 'bag'] }, 'a')).toEqual(['hat', 'bag']);
  });

  it('of several classes or none are refused', () => {
    for (const row of [
      [1, 1, 0],
      [0, 0, 0],
      [0.5, 0.5, 0],
    ])
      expect(() => labelsFromArray({ shape: [1, 3], data: Float32Array.from(row) }, 'a')).toThrow(
        `a: expected one class for each picture, got [${row.join(', ')}] for picture 0`,
      );
    expect(() => labelsFromArray({ shape: [], data: Uint8Array.of(1) }, 'a')).toThrow('got one number');
    expect(() => labelsFromArray({ shape: [1, 1, 1], data: Uint8Array.of(1) }, 'a')).toThrow('got 1×1×1');
  });
});
