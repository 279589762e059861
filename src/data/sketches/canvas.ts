// A small grey canvas that fills outlines with exact area coverage. Each edge adds the signed area to its
// right to the pixels of its row; a running sum along the row gives the covered share of each pixel. At
// 28×28 that is both smoother and cheaper than supersampling. Supports only what the sketches need: no
// clipping paths, no colour, no line joins.

/** Height and width of a canvas, in pixels. */
export const side = 28;

/** Points of an outline or a line, alternating x and y, in pixels from the top left corner. */
export type Points = readonly number[];

/** The brightness at a pixel, 0 (dark) to 1 (light). */
export type Paint = (x: number, y: number) => number;

/** A small rotation, scaling and shift about the centre of the canvas; angle in radians, shift in pixels. */
export interface Pose {
  readonly angle: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

const stride = side + 1; // gives an edge at the right border a cell to write to

/** A canvas of 28×28 pixels: select an area with `area` or `line`, then `paint`, `shade` or `erase` it. */
export class Canvas {
  /** `[28, 28]`, brightness. */
  readonly pixels = new Float32Array(side * side);
  private readonly cells = new Float32Array(stride * side);
  private pose: Pose = { angle: 0, scaleX: 1, scaleY: 1, shiftX: 0, shiftY: 0 };
  private cos = 1;
  private sin = 0;
  /** The rows that the selected area touches, so that small details cost little. */
  private firstRow = side;
  private lastRow = -1;

  /** Clears the canvas to dark and sets the pose of everything drawn next. */
  reset(pose: Pose): void {
    this.pixels.fill(0);
    this.pose = pose;
    this.cos = Math.cos(pose.angle);
    this.sin = Math.sin(pose.angle);
  }

  /** Selects the inside of a closed outline that does not cross itself. */
  area(outline: Points): this {
    this.forget();
    const posed = this.posed(outline);
    for (let i = 0; i < posed.length; i += 2) {
      const next = (i + 2) % posed.length;
      this.edge(posed[i]!, posed[i + 1]!, posed[next]!, posed[next + 1]!);
    }
    return this;
  }

  /** Selects a line of the given width through the points. */
  line(points: Points, width: number): this {
    this.forget();
    const posed = this.posed(points);
    for (let i = 0; i + 3 < posed.length; i += 2) {
      this.segment(posed[i]!, posed[i + 1]!, posed[i + 2]!, posed[i + 3]!, width / 2);
    }
    return this;
  }

  /** Covers the selected area with paint. */
  paint(paint: Paint): void {
    this.blend((pixel, covered, x, y) => pixel + covered * (paint(x, y) - pixel));
  }

  /** Multiplies the brightness of the selected area: below 1 darkens, above 1 lightens. */
  shade(factor: number): void {
    this.blend((pixel, covered) => pixel * (1 + covered * (factor - 1)));
  }

  /** Turns the selected area into background. */
  erase(): void {
    this.shade(0);
  }

  private forget(): void {
    this.cells.fill(0);
    this.firstRow = side;
    this.lastRow = -1;
  }

  private blend(mix: (pixel: number, covered: number, x: number, y: number) => number): void {
    const { cells, pixels } = this;
    for (let y = this.firstRow; y <= this.lastRow; y++) {
      let sum = 0;
      for (let x = 0; x < side; x++) {
        sum += cells[y * stride + x]!;
        const covered = Math.min(1, Math.abs(sum));
        if (covered > 1e-4) pixels[y * side + x] = mix(pixels[y * side + x]!, covered, x, y);
      }
    }
  }

  private posed(points: Points): Float32Array {
    const { scaleX, scaleY, shiftX, shiftY } = this.pose;
    const middle = side / 2;
    const posed = new Float32Array(points.length);
    for (let i = 0; i < points.length; i += 2) {
      const x = (points[i]! - middle) * scaleX;
      const y = (points[i + 1]! - middle) * scaleY;
      posed[i] = middle + shiftX + x * this.cos - y * this.sin;
      posed[i + 1] = middle + shiftY + x * this.sin + y * this.cos;
    }
    return posed;
  }

  /**
   * Adds the rectangle around one piece of a line, always with the same orientation, so that pieces add up.
   */
  private segment(x0: number, y0: number, x1: number, y1: number, half: number): void {
    const length = Math.hypot(x1 - x0, y1 - y0) || 1;
    const dx = ((x1 - x0) / length) * half;
    const dy = ((y1 - y0) / length) * half;
    this.edge(x0 - dy, y0 + dx, x1 - dy, y1 + dx);
    this.edge(x1 - dy, y1 + dx, x1 + dy, y1 - dx);
    this.edge(x1 + dy, y1 - dx, x0 + dy, y0 - dx);
    this.edge(x0 + dy, y0 - dx, x0 - dy, y0 + dx);
  }

  private edge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const direction = y0 < y1 ? 1 : -1;
    const slope = (x1 - x0) / (y1 - y0);
    const top = Math.max(0, Math.min(y0, y1));
    const bottom = Math.min(side, Math.max(y0, y1));
    this.firstRow = Math.min(this.firstRow, Math.floor(top));
    this.lastRow = Math.max(this.lastRow, Math.ceil(bottom) - 1);
    for (let row = Math.floor(top); row < bottom; row++) {
      const from = Math.max(row, top);
      const to = Math.min(row + 1, bottom);
      const a = clamp(x0 + (from - y0) * slope);
      const b = clamp(x0 + (to - y0) * slope);
      this.spread(row, Math.min(a, b), Math.max(a, b), direction * (to - from));
    }
  }

  /**
   * Adds an edge within one row, from x = low to x = high. Each pixel gets the share of its area to the
   * right of the edge.
   */
  private spread(row: number, low: number, high: number, height: number): void {
    let before = 0;
    for (let x = Math.floor(low); x <= Math.ceil(high); x++) {
      const share = areaLeftOf(x + 1, low, high) - areaLeftOf(x, low, high);
      this.cells[row * stride + x]! += height * (share - before);
      before = share;
    }
  }
}

/** The mean of max(0, limit − x) over x from low to high. */
function areaLeftOf(limit: number, low: number, high: number): number {
  if (limit <= low) return 0;
  if (limit >= high) return limit - (low + high) / 2;
  return (limit - low) ** 2 / (2 * (high - low));
}

function clamp(x: number): number {
  return Math.max(0, Math.min(side, x));
}
