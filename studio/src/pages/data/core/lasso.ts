// Lines around points of a map, on its board. The address keeps them: `12,40_80,44_60,90`.
export type Point = readonly [x: number, y: number];

/** The most corners of a line. */
const mostCorners = 48;

/** Fewer corners of whole numbers, evenly taken. */
export function thinned(points: readonly Point[]): Point[] {
  const step = Math.max(1, Math.ceil(points.length / mostCorners));
  return points.filter((_, i) => i % step === 0).map(([x, y]): Point => [Math.round(x), Math.round(y)]);
}

/** Whether a point is inside of a closed line: a ray from it crosses the line an odd number of times. */
export function isInside([x, y]: Point, line: readonly Point[]): boolean {
  let inside = false;
  line.forEach(([x1, y1], i) => {
    const [x2, y2] = line[(i + 1) % line.length]!;
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  });
  return inside;
}

/** A circle as a line. */
export const circleLine = ([x, y]: Point, radius: number): Point[] =>
  Array.from({ length: 24 }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / 24;
    return [Math.round(x + radius * Math.cos(angle)), Math.round(y + radius * Math.sin(angle))];
  });

export const writeLine = (line: readonly Point[]): string => line.map((point) => point.join(',')).join('_');

/** Reads a line; undefined if it is none. */
export function readLine(text: string | undefined): Point[] | undefined {
  const points = (text ?? '').split('_').map((part): Point => {
    const [x, y] = part.split(',').map(Number);
    return [x ?? NaN, y ?? NaN];
  });
  return points.length >= 3 && points.flat().every(Number.isFinite) ? points : undefined;
}
