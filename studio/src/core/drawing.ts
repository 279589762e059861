// A drawing as strokes, so that each can be taken back. It is drawn on paper: dark on white in every theme.
export const tools = ['pen', 'fill', 'erase'] as const;
export type Tool = (typeof tools)[number];

export interface Stroke {
  readonly tool: Tool;
  /** In pixels of the paper. */
  readonly width: number;
  /** x and y in turn, in pixels of the paper. */
  readonly points: readonly number[];
}

/** The sides of the paper in pixels. */
export const paperSide = 320;
const paper = '#fff';
const ink = '#1b1f24';

/** The part of a canvas's context that a drawing needs. */
export type Brush = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'fill' | 'fillRect' | 'closePath'
> & {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
};

/** Strokes as text, with whole pixels. */
export const writeStrokes = (strokes: readonly Stroke[]): string =>
  JSON.stringify(strokes.map(({ tool, width, points }) => [tool, width, ...points.map(Math.round)]));

/** Reads such a text. What is damaged is no drawing. */
export function readStrokes(text: string | undefined): Stroke[] {
  try {
    const strokes = JSON.parse(text ?? '[]') as readonly (readonly [Tool, ...number[]])[];
    return strokes.map(([tool, width, ...points]) => {
      const isWhole =
        points.length > 0 && points.length % 2 === 0 && [width, ...points].every(Number.isFinite);
      if (!tools.includes(tool) || !isWhole) throw new TypeError('no stroke');
      return { tool, width: width!, points };
    });
  } catch {
    return [];
  }
}

/** Strokes, and those that were taken back. */
export class Drawing {
  private done: Stroke[];
  private undone: Stroke[] = [];
  private points: number[] | undefined;

  constructor(strokes: readonly Stroke[] = []) {
    this.done = [...strokes];
  }

  get strokes(): readonly Stroke[] {
    return this.done;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Begins a stroke, which ends what could be done again. */
  begin(tool: Tool, width: number, x: number, y: number): void {
    this.points = [x, y];
    this.done.push({ tool, width, points: this.points });
    this.undone = [];
  }

  /** Goes on with the stroke; does nothing if none has begun. */
  extend(x: number, y: number): void {
    this.points?.push(x, y);
  }

  end(): void {
    this.points = undefined;
  }

  undo(): void {
    const last = this.done.pop();
    if (last) this.undone.push(last);
    this.end();
  }

  redo(): void {
    const last = this.undone.pop();
    if (last) this.done.push(last);
  }

  /** Takes everything back; `redo` brings it again, stroke by stroke. */
  clear(): void {
    this.undone = [...this.undone, ...this.done.toReversed()];
    this.done = [];
    this.end();
  }

  /** Draws the paper and all strokes on it. */
  paint(brush: Brush): void {
    brush.fillStyle = paper;
    brush.fillRect(0, 0, paperSide, paperSide);
    for (const stroke of this.done) paintStroke(brush, stroke);
  }
}

/** Draws one stroke, or what has been added to it since a point. */
export function paintStroke(brush: Brush, { tool, width, points }: Stroke, from = 0): void {
  const colour = tool === 'erase' ? paper : ink;
  [brush.strokeStyle, brush.fillStyle, brush.lineWidth] = [colour, colour, width];
  brush.lineCap = brush.lineJoin = 'round';
  const start = tool === 'fill' ? 0 : Math.max(0, from - 2);
  brush.beginPath();
  brush.moveTo(points[start]!, points[start + 1]!);
  // A point alone is a line to itself, which round ends make a dot.
  if (start + 2 >= points.length) brush.lineTo(points[start]!, points[start + 1]!);
  for (let i = start + 2; i < points.length; i += 2) brush.lineTo(points[i]!, points[i + 1]!);
  if (tool === 'fill') {
    brush.closePath();
    brush.fill();
  }
  brush.stroke();
}
