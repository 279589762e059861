// Handwritten digits, roughly: polylines on a unit square, each bent by a random affine map.
import type { Random } from '../../src/random.ts';
import { side, type Point } from './drawing.ts';

const arc = (x: number, y: number, rx: number, ry: number, from: number, to: number): Point[] =>
  Array.from({ length: 13 }, (_, i) => {
    const angle = 2 * Math.PI * (from + ((to - from) * i) / 12);
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });

/** The strokes of each digit, x and y from 0 to 1. */
const strokes: readonly (readonly (readonly Point[])[])[] = [
  [arc(0.5, 0.5, 0.3, 0.45, 0, 1)],
  [
    [
      [0.35, 0.2],
      [0.55, 0.05],
      [0.5, 0.95],
    ],
  ],
  [[...arc(0.5, 0.28, 0.28, 0.23, 0.5, 1.1), [0.2, 0.95], [0.8, 0.92]]],
  [[...arc(0.45, 0.28, 0.28, 0.23, 0.55, 1.2), ...arc(0.45, 0.72, 0.3, 0.23, 0.75, 1.45)]],
  [
    [
      [0.6, 0.05],
      [0.15, 0.6],
      [0.85, 0.58],
    ],
    [
      [0.65, 0.35],
      [0.6, 0.95],
    ],
  ],
  [[[0.8, 0.06], [0.3, 0.08], [0.25, 0.45], ...arc(0.47, 0.68, 0.3, 0.26, 0.65, 1.4)]],
  [[[0.65, 0.05], [0.3, 0.4], ...arc(0.48, 0.7, 0.27, 0.25, 0.55, 1.55)]],
  [
    [
      [0.18, 0.08],
      [0.82, 0.06],
      [0.4, 0.95],
    ],
  ],
  [arc(0.5, 0.27, 0.24, 0.22, 0, 1), arc(0.5, 0.72, 0.29, 0.24, 0, 1)],
  [[...arc(0.5, 0.3, 0.27, 0.25, 0, 1), [0.75, 0.45], [0.6, 0.95]]],
];

/** The number of digits. */
export const digits = strokes.length;

/** The strokes of a digit in a random size, slant and place, in pixels. */
export function digitOutline(digit: number, random: Random): Point[][] {
  const [height, ratio, slant] = [random.between(16, 24), random.between(0.6, 1), random.between(-0.3, 0.3)];
  const [left, top] = [random.between(-2, 2), random.between(-2, 2)];
  const place = ([x, y]: Point): Point => [
    side / 2 + left + height * (ratio * (x - 0.5) - slant * (y - 0.5)),
    side / 2 + top + height * (y - 0.5),
  ];
  return strokes[digit]!.map((stroke) => stroke.map(place));
}
