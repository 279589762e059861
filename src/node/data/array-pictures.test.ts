// Pictures and labels of arrays with their axes in any order.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { labelsFromArray, picturesFromArray } from './array-pictures.ts';

const numbers = Uint8Array.from({ length: 24 }, (_, i) => 10 * i);

describe('pictures', () => {
  it.each<[shape: number[], expected: object]>([
    [[2, 3, 4], { count: 2, channels: 1, height: 3, width: 4, images: numbers }],
    [[6, 4], { count: 6, channels: 1, height: 2, width: 2, images: numbers }],
    [[2, 3, 4, 1], { count: 2, channels: 1, height: 3, width: 4, images: numbers }],
    [[2, 1, 3, 4], { count: 2, channels: 1, height: 3, width: 4, images: numbers }],
    [[2, 3, 2, 2], { count: 2, channels: 3, height: 2, width: 2, images: numbers }],
    [[2, 12], { count: 2, channels: 3, height: 2, width: 2, images: numbers }],
  ])('of %j', (shape, expected) => {
    expect(picturesFromArray({ shape, data: numbers }, 'a')).toEqual(expected);
  });

  it('have their channels put one after the other, picture by picture', () => {
    const { images, ...shape } = picturesFromArray({ shape: [2, 2, 2, 3], data: numbers }, 'a');
    expect(shape).toEqual({ count: 2, channels: 3, height: 2, width: 2 });
    const expected = [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, 12, 15, 18, 21, 13, 16, 19, 22, 14, 17, 20, 23];
    expect([...images]).toEqual(expected.map((i) => 10 * i));
  });

  it('are scaled together, also where all are 0 or 1', () => {
    const floats = { shape: [2, 1, 2], data: Float32Array.of(0, 0.5, 1, 0.25) };
    expect([...picturesFromArray(floats, 'a').images]).toEqual([0, 128, 255, 64]);
    const bits = { shape: [2, 1, 2], data: Uint8Array.of(0, 1, 1, 0) };
    expect([...picturesFromArray(bits, 'a').images]).toEqual([0, 255, 255, 0]);
    const longs = { shape: [1, 1, 2], data: Float64Array.of(0, 255) };
    expect([...picturesFromArray(longs, 'a').images]).toEqual([0, 255]);
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

  it('of text or on no scale are refused', () => {
    expect(() => picturesFromArray({ shape: [1, 1, 1], data: ['x'] }, 'a')).toThrow('got 1×1×1 texts');
    const odd = { shape: [1, 1, 2], data: Float32Array.of(0, NaN) };
    expect(() => picturesFromArray(odd, 'a')).toThrow('a: it has samples that are no finite numbers');
  });
});

describe('labels', () => {
  it('are a row, a column, or a 1 for a class in each row', () => {
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
