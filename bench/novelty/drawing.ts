// Strokes, polygons and textures on grey pictures of 28×28 pixels.
import type { Random } from '../../src/random.ts';

/** Height and width in pixels. */
export const side = 28;

/** x and y in pixels, from the top left. */
export type Point = readonly [x: number, y: number];

/** Draws a line through points, with soft edges. Keeps what is brighter. */
export function drawStroke(
  picture: Uint8Array,
  points: readonly Point[],
  thickness: number,
  ink: number,
): void {
  paint(picture, (x, y) => {
    let nearest = Infinity;
    for (let i = 1; i < points.length; i++)
      nearest = Math.min(nearest, distanceToSegment([x, y], points[i - 1]!, points[i]!));
    return ink * Math.min(1, Math.max(0, thickness / 2 + 0.5 - nearest));
  });
}

/** Fills an outline. Keeps what is brighter. */
export function fillPolygon(picture: Uint8Array, points: readonly Point[], ink: number): void {
  paint(picture, (x, y) => (isInside([x, y], points) ? ink : 0));
}

function paint(picture: Uint8Array, brightness: (x: number, y: number) => number): void {
  for (let i = 0; i < picture.length; i++)
    picture[i] = Math.max(picture[i]!, brightness((i % side) + 0.5, Math.floor(i / side) + 0.5));
}

function distanceToSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** By the even-odd rule. */
function isInside([x, y]: Point, points: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [[ax, ay], [bx, by]] = [points[i]!, points[j]!];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/**
 * A texture whose amplitudes fall with the frequency as f^-slope; natural pictures have a slope of about 1
 * (Field, 1987, "Relations between the statistics of natural images and the response properties of cortical
 * cells"). Sums 40 waves.
 */
export function textureOf(random: Random, slope: number): Uint8Array {
  const waves = Array.from({ length: 40 }, () => {
    const frequency = 2 ** random.between(0, 3.5); // periods a side
    const angle = random.between(0, 2 * Math.PI);
    const [fx, fy] = [Math.cos(angle), Math.sin(angle)].map(
      (part) => (2 * Math.PI * frequency * part) / side,
    );
    return { fx: fx!, fy: fy!, phase: random.between(0, 2 * Math.PI), amplitude: frequency ** -slope };
  });
  const field = Float64Array.from({ length: side * side }, (_, i) =>
    waves.reduce(
      (sum, { fx, fy, phase, amplitude }) =>
        sum + amplitude * Math.cos(fx * (i % side) + fy * Math.floor(i / side) + phase),
      0,
    ),
  );
  const spread = Math.sqrt(field.reduce((sum, value) => sum + value * value, 0) / field.length);
  const [level, contrast] = [random.between(60, 200), random.between(20, 70)];
  return Uint8Array.from(field, (value) => Math.min(255, Math.max(0, level + (contrast * value) / spread)));
}
