// The features against scikit-image's, and on edges whose direction is known.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../data/dataset.ts';
import { InputError } from '../errors.ts';
import { hogFeatures, hogLayout } from './hog.ts';

interface Case {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly cell: number;
  readonly seed: number;
  readonly values: readonly number[];
}

const cases = JSON.parse(
  readFileSync(new URL('testing/hog.fixture.json', import.meta.url), 'utf8'),
) as Case[];

function datasetOf(
  { height, width, channels }: Pick<Case, 'height' | 'width' | 'channels'>,
  pixel: (x: number, y: number, c: number) => number,
): Dataset {
  const plane = height * width;
  const images = Uint8Array.from({ length: channels * plane }, (_, i) =>
    pixel(i % width, Math.floor((i % plane) / width), Math.floor(i / plane)),
  );
  const labels = new Int32Array(1);
  return { name: 'one', classNames: ['a'], count: 1, channels, height, width, images, labels };
}

describe('hogFeatures', () => {
  it.each(cases)('is scikit-image’s: $channels × $height × $width, cells of $cell', (one) => {
    const { seed, values: expected, cell } = one;
    const dataset = datasetOf(
      one,
      (x, y, c) => (x * x * (3 + seed) + y * y * 5 + x * y * (7 + c) + 11 * c + seed * 13) % 251,
    );
    const { values, dimensions } = hogFeatures(dataset, cell);
    expect(dimensions).toBe(expected.length);
    expected.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 5));
  });

  it('gives a ramp to the right the first orientation, and one downwards the middle one', () => {
    const shape = { height: 28, width: 28, channels: 1 };
    const used = (dataset: Dataset) =>
      new Set([...hogFeatures(dataset).values].flatMap((value, i) => (value > 0 ? [i % 9] : [])));
    expect(used(datasetOf(shape, (x) => 9 * x))).toEqual(new Set([0]));
    expect(used(datasetOf(shape, (_, y) => 9 * y))).toEqual(new Set([4]));
    expect(used(datasetOf(shape, () => 90))).toEqual(new Set());
  });

  it('uses cells of a seventh of the side, and refuses pictures smaller than a block', () => {
    expect(hogLayout({ channels: 1, height: 28, width: 28 })).toEqual({
      ...{ cell: 4, rows: 7, columns: 7, dimensions: 1296 },
    });
    expect(hogLayout({ channels: 3, height: 64, width: 64 }).cell).toBe(9);
    expect(() => hogLayout({ channels: 1, height: 3, width: 28 })).toThrow(InputError);
  });
});
