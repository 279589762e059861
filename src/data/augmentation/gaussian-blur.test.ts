// Gaussian blur beside the same sums written out.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { blur } from './blur.ts';
import { GaussianBlur, gaussianWeights } from './gaussian-blur.ts';
import { randomBytes, shapes, sizeOf } from './testing/pictures.ts';

/** Along the rows, or along the columns with the roles of x and y swapped. */
function alongOne(
  plane: readonly number[],
  height: number,
  width: number,
  weights: Int32Array,
  isRow: boolean,
) {
  return plane.map((_, i) => {
    const [y, x] = [Math.floor(i / width), i % width];
    let sum = 2 ** 14;
    for (let k = 1 - weights.length; k < weights.length; k++) {
      const [row, column] = isRow ? [y, x + k] : [y + k, x];
      const nearest = (place: number, size: number) => Math.min(size - 1, Math.max(0, place));
      sum += weights[Math.abs(k)]! * plane[nearest(row, height) * width + nearest(column, width)]!;
    }
    return Math.floor(sum / 2 ** 15);
  });
}

describe.each(shapes)('$channels × $height × $width', (shape) => {
  const { channels, height, width } = shape;
  const picture = randomBytes(sizeOf(shape), 2);

  it.each([0.3, 1, 2.5, 8])('deviation %d: rows, then columns, in place as well', (deviation) => {
    const weights = gaussianWeights(deviation);
    const expected = Array.from({ length: channels }, (_, channel) => {
      const plane = [...picture.subarray(channel * height * width, (channel + 1) * height * width)];
      return alongOne(alongOne(plane, height, width, weights, true), height, width, weights, false);
    }).flat();
    const apart = new Uint8Array(picture.length);
    const inPlace = picture.slice();
    const gaussian = new GaussianBlur(shape);
    gaussian.blur(picture, 0, apart, 0, weights);
    gaussian.blur(inPlace, 0, inPlace, 0, weights);
    expect([...apart]).toEqual(expected);
    expect(inPlace).toEqual(apart);
  });
});

it('the augmentation draws deviations evenly up to its amount', () => {
  // The variance that blur gives a dot is the deviation squared.
  const shape = { channels: 1, height: 1, width: 61 };
  const deviations = Array.from({ length: 400 }, (_, i) => {
    const dot = new Uint8Array(61);
    dot[30] = 255;
    blur.change(dot, 0, 4, new Random(1, 'test', i), shape);
    const sum = dot.reduce((total, byte) => total + byte, 0);
    return Math.sqrt(dot.reduce((total, byte, x) => total + byte * (x - 30) ** 2, 0) / sum);
  });
  expect(Math.max(...deviations)).toBeLessThan(4.1);
  expect(Math.max(...deviations)).toBeGreaterThan(3.5);
  expect(deviations.reduce((sum, x) => sum + x, 0) / 400).toBeCloseTo(2, 0);
});
