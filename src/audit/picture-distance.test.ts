// The distance of two pictures at every shift that it ignores, with the remainder worked out by hand.
import { describe, expect, it } from 'vitest';
import { pictureDistance, shiftReach } from './picture-distance.ts';

const shape = { channels: 1, height: 3, width: 3 };
/** A dot of 90 in black at a row and a column. */
const dot = (y: number, x: number) => Array.from({ length: 9 }, (_, i) => (i === 3 * y + x ? 90 : 0));
const distance = (a: number[], b: number[], of = shape) =>
  pictureDistance(Uint8Array.from([...a, ...b]), of, 0, 1);

describe('pictureDistance', () => {
  it.each([-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => [down, right] as const)))(
    'ignores a shift by %d down and %d to the right',
    (down, right) => {
      expect(distance(dot(1, 1), dot(1 + down, 1 + right))).toBe(0);
    },
  );

  it('does not ignore a shift by two pixels: 90² over the four common pixels with both dots', () => {
    // From one corner to the opposite a shift by one leaves one dot on each side; moved apart, both leave.
    expect(distance(dot(0, 0), dot(2, 2))).toBe(0);
    expect(distance(dot(1, 0), dot(1, 2))).toBe(0);
    const [left, right] = [
      [0, 90, 0, 0, 0, 0],
      [0, 0, 0, 90, 0, 0],
    ];
    const wide = { channels: 1, height: 1, width: 6 };
    // One pixel high, so that nothing may be shifted at all: (90² + 90²) / 6.
    expect(distance(left, right, wide)).toBeCloseTo(Math.sqrt((2 * 90 ** 2) / 6) / 255, 12);
  });

  it('adds up all channels', () => {
    const colour = { channels: 3, height: 1, width: 2 };
    // Differences 3, 4 and 0 0, 12 and 0: √((9 + 16 + 144) / 6).
    expect(distance([10, 10, 50, 50, 0, 30], [13, 14, 50, 50, 12, 30], colour)).toBeCloseTo(
      Math.sqrt(169 / 6) / 255,
      12,
    );
  });

  it('is Infinity at and above the bound', () => {
    const images = Uint8Array.from([0, 0, 51, 51]);
    const of = { channels: 1, height: 1, width: 2 };
    expect(pictureDistance(images, of, 0, 1, 0.2)).toBe(Infinity);
    expect(pictureDistance(images, of, 0, 1, 0.2001)).toBeCloseTo(0.2, 12);
  });
});

it.each([
  [1, 1, 1],
  [28, 28, 1],
  [47, 47, 1],
  [48, 48, 2],
  [64, 80, 2],
  [200, 96, 3],
])('pictures of %d×%d may be shifted by %d', (height, width, pixels) => {
  expect(shiftReach({ channels: 1, height, width })).toBe(pixels);
});
