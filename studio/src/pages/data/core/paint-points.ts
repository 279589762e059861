// Paints the points of a map into pixels. Tens of thousands take some milliseconds, without a graphics card.
import { scaleOf, type MapSize, type MapView } from './map-view.ts';

/** Pixels in the form of a canvas, each as one number. */
export interface Painting extends MapSize {
  /** `[height, width]` */
  readonly pixels: Uint32Array;
}

/** How a point looks. */
export interface PointLook {
  /** Whether it is painted before the others. */
  readonly isBelow?: boolean;
  /** As `pixelOf` packs it. */
  readonly pixel: number;
  readonly isSquare: boolean;
}

export interface PaintedPoints {
  /** `[count, 2]`, on the board. */
  readonly board: Float32Array;
  /** `[count]`, which look each point has. */
  readonly looks: ArrayLike<number>;
  readonly kinds: readonly PointLook[];
}

/** Packs `#rrggbb` as a canvas has it: red in the lowest byte, and opaque. */
export function pixelOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return ((255 << 24) | (blue! << 16) | (green! << 8) | red!) >>> 0;
}

/** The radius of a point in pixels: many points are small, and grow as one comes near. */
export function radiusOf(count: number, zoom: number): number {
  const [least, most] = count > 20_000 ? [1.3, 5] : count > 4000 ? [2, 6] : [3, 7];
  return Math.min(most, least * zoom ** 0.4);
}

/** Paints all points in place of what was there. */
export function paintPoints(
  { pixels, width, height }: Painting,
  { board, looks, kinds }: PaintedPoints,
  view: MapView,
  radius: number,
): void {
  pixels.fill(0);
  const scale = scaleOf(view, { width, height });
  const [left, top] = [width / 2 - scale * view.x, height / 2 - scale * view.y];
  const rowsOf = kinds.map(({ isSquare }) => halfWidths(radius, isSquare));
  for (const isBelow of kinds.some((kind) => kind.isBelow) ? [true, false] : [false])
    for (let i = 0; i < looks.length; i++) {
      const kind = kinds[looks[i]!]!;
      if ((kind.isBelow ?? false) !== isBelow) continue;
      const rows = rowsOf[looks[i]!]!;
      const reach = (rows.length - 1) / 2;
      const x = Math.round(left + scale * board[2 * i]!);
      const y = Math.round(top + scale * board[2 * i + 1]!);
      if (x < -reach || y < -reach || x >= width + reach || y >= height + reach) continue;
      for (let row = Math.max(0, reach - y); row < rows.length && y + row - reach < height; row++) {
        const start = (y + row - reach) * width;
        const from = Math.max(0, x - rows[row]!);
        pixels.fill(kind.pixel, start + from, start + Math.min(width, x + rows[row]! + 1));
      }
    }
}

/** Of each row of a disc or a square, how far it reaches to both sides. */
function halfWidths(radius: number, isSquare: boolean): number[] {
  const reach = Math.max(0, Math.floor(radius));
  return Array.from({ length: 2 * reach + 1 }, (_, row) =>
    isSquare ? reach : Math.floor(Math.sqrt(Math.max(0, radius ** 2 - (row - reach) ** 2))),
  );
}
