import { describe, expect, it } from 'vitest';
import { mosaicOf } from './mosaic.ts';

describe('a mosaic', () => {
  const values = Array.from({ length: 5 * 2 * 3 }, (_, i) => i + 1);
  const mosaic = mosaicOf(values, [5, 2, 3]);

  it('shows every number once, with a free line between maps', () => {
    expect(mosaic.values.filter((value) => value > 0).sort()).toEqual(Float32Array.from(values).sort());
    expect(mosaic.values.length).toBe(mosaic.height * mosaic.width);
    expect(mosaic.values[3]).toBeNaN();
  });

  it('finds a number at its cell', () => {
    values.forEach((value, index) => {
      const [row, column] = mosaic.cellOf(index);
      expect(mosaic.indexAt(row, column)).toBe(index);
      expect(mosaic.values[row * mosaic.width + column]).toBe(value);
    });
    expect(mosaic.indexAt(0, 3)).toBeUndefined();
  });

  it('breaks a row of numbers into lines without gaps', () => {
    const row = mosaicOf([1, 2, 3, 4], [4]);
    expect([row.height, row.width, ...row.values]).toEqual([2, 2, 1, 2, 3, 4]);
  });
});
