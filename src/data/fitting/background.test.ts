import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { backgroundOf, garmentBox, isDarkOnLight } from './background.ts';
import type { Raster } from './raster.ts';

/** A grey picture of one level with a filled rectangle of another. */
function rectangle(
  size: number,
  ground: number,
  level: number,
  [left, top, right, bottom]: number[],
): Raster {
  const data = new Uint8Array(size * size).fill(ground);
  for (let y = top!; y < bottom!; y++) data.fill(level, y * size + left!, y * size + right!);
  return { width: size, height: size, channels: 1, data };
}

test('the background is the median of the border, in each channel', () => {
  const data = Uint8Array.from([
    10, 200, 11, 201, 12, 202, 10, 200, 255, 0, 12, 202, 11, 201, 11, 201, 90, 9,
  ]);
  expect(backgroundOf({ width: 3, height: 3, channels: 2, data })).toEqual([11, 201]);
});

describe('the box around the garment', () => {
  test('is found on light and on dark ground', () => {
    const expected = { left: 5, top: 8, width: 20, height: 12 };
    for (const [ground, level] of [
      [255, 30],
      [0, 90],
      [120, 150],
    ] as const)
      expect(garmentBox(rectangle(40, ground, level, [5, 8, 25, 20]), ground)).toEqual(expected);
  });

  test('is the whole picture if all is background', () => {
    const uniform = rectangle(10, 250, 245, [2, 2, 4, 4]);
    expect(garmentBox(uniform, 250)).toEqual({ left: 0, top: 0, width: 10, height: 10 });
  });

  test('excludes specks', () => {
    const raster = rectangle(800, 250, 20, [200, 300, 500, 600]);
    raster.data[10 * 800 + 10] = 0;
    expect(garmentBox(raster, 250)).toEqual({ left: 200, top: 300, width: 300, height: 300 });
  });
});

test('dark on light is distinguished from light on dark, also in a corner and with an empty middle', () => {
  for (const box of [
    [2, 2, 8, 8],
    [0, 10, 40, 30],
    [5, 0, 35, 40],
  ]) {
    expect(isDarkOnLight(rectangle(40, 255, 40, box), 255)).toBe(true);
    expect(isDarkOnLight(rectangle(40, 0, 215, box), 0)).toBe(false);
  }
  const ring = rectangle(40, 255, 40, [4, 4, 36, 36]);
  const hole = rectangle(40, 40, 255, [8, 8, 32, 32]);
  ring.data.forEach((value, i) => (ring.data[i] = Math.max(value, hole.data[i]!)));
  expect(isDarkOnLight(ring, 255)).toBe(true);
});

test('a uniform picture is not dark on light', () => {
  expect(isDarkOnLight(rectangle(10, 255, 255, [0, 0, 0, 0]), 255)).toBe(false);
});

const folder = process.env.ATELIER_DATA ?? '../shared/fashion-mnist';
const pictures = join(folder, 't10k-images-idx3-ubyte.gz');
// Needs the real data: the rule was measured on it, no picture of 70,000 is misjudged either way.
test.skipIf(!existsSync(pictures))(`the pictures of Fashion-MNIST are light on dark (${pictures})`, () => {
  const images = gunzipSync(readFileSync(pictures)).subarray(16);
  for (let i = 0; i < 1000; i++) {
    const data = images.subarray(i * 784, (i + 1) * 784);
    const raster = { width: 28, height: 28, channels: 1, data };
    const negative = { ...raster, data: data.map((value) => 255 - value) };
    expect(isDarkOnLight(raster, backgroundOf(raster)[0]!), `picture ${i}`).toBe(false);
    expect(isDarkOnLight(negative, backgroundOf(negative)[0]!), `negative ${i}`).toBe(true);
  }
});
