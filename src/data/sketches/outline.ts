// Outlines of garments as lists of points: straight pieces, quadratic curves sampled finely enough for
// 28×28, and reflection about the middle of the canvas. Only geometry; the canvas fills the outlines.
import { side, type Points } from './canvas.ts';

const curveSamples = 5;

/** Builds an outline: start at a point, add lines and curves, read `points`. */
export class Outline {
  readonly points: number[];

  constructor(x: number, y: number) {
    this.points = [x, y];
  }

  /** Adds a straight line to (x, y). */
  to(x: number, y: number): this {
    this.points.push(x, y);
    return this;
  }

  /** Adds a quadratic Bézier curve to (x, y). */
  curve(controlX: number, controlY: number, x: number, y: number): this {
    const startX = this.points.at(-2)!;
    const startY = this.points.at(-1)!;
    for (let sample = 1; sample <= curveSamples; sample++) {
      const t = sample / curveSamples;
      const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
      this.points.push(a * startX + b * controlX + c * x, a * startY + b * controlY + c * y);
    }
    return this;
  }
}

/** Reflects the points about the middle of the canvas. */
export function flip(points: Points): number[] {
  return points.map((value, index) => (index % 2 === 0 ? side - value : value));
}

/** Completes a symmetric outline from its right half, given from top to bottom. */
export function mirrored(half: Points): number[] {
  const outline = half.slice();
  for (let i = half.length - 2; i >= 0; i -= 2) outline.push(side - half[i]!, half[i + 1]!);
  return outline;
}
