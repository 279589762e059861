// Changes of tone on bytes small enough to do by hand, and beside PIL's definitions.
import { describe, expect, it } from 'vitest';
import { randomBytes } from './testing/pictures.ts';
import { autocontrast, equalize, mapTones, posterize, solarize } from './tone-table.ts';

/** Changes all but the first and the last byte of an array, which must stay. */
function inside(bytes: readonly number[], change: (images: Uint8Array, start: number, end: number) => void) {
  const images = Uint8Array.of(7, ...bytes, 7);
  change(images, 1, images.length - 1);
  expect([images[0], images.at(-1)]).toEqual([7, 7]);
  return [...images.slice(1, -1)];
}

it('mapTones rounds and clamps', () => {
  expect(inside([0, 10, 100, 200], (...range) => mapTones(...range, (byte) => byte * 1.55 - 5))).toEqual([
    ...[0, 11, 150, 255],
  ]);
});

describe('autocontrast', () => {
  it('stretches what there is from 0 to 255', () => {
    expect(inside([50, 60, 75, 100], autocontrast)).toEqual([0, 51, 128, 255]); // 75: 127.5
  });

  it('leaves a single tone, and a full range, alone', () => {
    expect(inside([90, 90, 90], autocontrast)).toEqual([90, 90, 90]);
    expect(inside([0, 90, 255], autocontrast)).toEqual([0, 90, 255]);
  });
});

describe('equalize', () => {
  /** PIL's ImageOps.equalize, line by line. */
  function reference(bytes: readonly number[]): number[] {
    const histogram = Array.from({ length: 256 }, (_, tone) => bytes.filter((byte) => byte === tone).length);
    const filled = histogram.filter((count) => count > 0);
    const step = Math.floor((bytes.length - filled.at(-1)!) / 255);
    if (filled.length <= 1 || step === 0) return [...bytes];
    let n = Math.floor(step / 2);
    const table = histogram.map((count) => {
      const tone = Math.min(255, Math.floor(n / step));
      n += count;
      return tone;
    });
    return bytes.map((byte) => table[byte]!);
  }

  it('is that of PIL', () => {
    for (const [low, high] of [
      [0, 256],
      [40, 90],
      [200, 203],
    ] as const) {
      const bytes = [...randomBytes(3000, low)].map((byte) => low + (byte % (high - low)));
      expect(inside(bytes, equalize)).toEqual(reference(bytes));
    }
  });

  it('leaves few pixels, and a single tone, alone', () => {
    expect(inside([3, 200, 100], equalize)).toEqual([3, 200, 100]);
    expect(inside(Array<number>(900).fill(31), equalize)).toEqual(Array(900).fill(31));
  });
});

it.each([
  [8, [0, 1, 127, 128, 255]],
  [4, [0, 0, 112, 128, 240]],
  [1, [0, 0, 0, 128, 128]],
])('posterize keeps %d bits', (bits, expected) => {
  expect(inside([0, 1, 127, 128, 255], (...range) => posterize(...range, bits))).toEqual(expected);
});

it.each([
  [255, [0, 100, 200, 254, 0]],
  [200, [0, 100, 55, 1, 0]],
  [0, [255, 155, 55, 1, 0]],
])('solarize inverts from %d on', (threshold, expected) => {
  expect(inside([0, 100, 200, 254, 255], (...range) => solarize(...range, threshold))).toEqual(expected);
});
