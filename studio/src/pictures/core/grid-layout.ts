// Where the cells of a grid are: columns of one width, as many as fit. No DOM.
export interface GridLayout {
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
  /** From one cell to the next, in pixels. */
  readonly pitch: { readonly x: number; readonly y: number };
  /** The side of a picture. */
  readonly side: number;
  /** Of all rows. */
  readonly height: number;
}

interface LayoutOptions {
  readonly count: number;
  /** Of the place, in pixels. */
  readonly width: number;
  /** The side that pictures should have; they become a little larger, so that the columns fill the place. */
  readonly side: number;
  /** The height of the line below each picture; 0 for none. */
  readonly caption: number;
}

/** Between two pictures. */
const gridGap = 3;

export function gridLayout({ count, width, side: wanted, caption }: LayoutOptions): GridLayout {
  const columns = Math.max(1, Math.floor((width + gridGap) / (wanted + gridGap)));
  const side = Math.max(1, Math.floor((width + gridGap) / columns) - gridGap);
  const rows = Math.ceil(count / columns);
  const pitch = { x: side + gridGap, y: side + gridGap + caption };
  return { count, columns, rows, pitch, side, height: rows * pitch.y };
}

/** The left upper corner of a cell. */
export const cornerOf = ({ columns, pitch }: GridLayout, index: number): { x: number; y: number } => ({
  x: (index % columns) * pitch.x,
  y: Math.floor(index / columns) * pitch.y,
});

/** The cell at a point, if there is one. */
export function cellAt({ columns, count, pitch }: GridLayout, x: number, y: number): number | undefined {
  const column = Math.floor(x / pitch.x);
  const index = Math.floor(y / pitch.y) * columns + column;
  return x >= 0 && y >= 0 && column < columns && index < count ? index : undefined;
}

/** The first cell in sight, and the one after the last. */
export function inSight(
  { columns, count, pitch }: GridLayout,
  top: number,
  height: number,
): [number, number] {
  const first = Math.max(0, Math.floor(top / pitch.y)) * columns;
  const end = Math.ceil((top + height) / pitch.y) * columns;
  return [Math.min(first, count), Math.min(Math.max(0, end), count)];
}

/** Where a key leads from a cell; undefined for other keys. @param height of what is in sight */
export function movedBy(
  { columns, count, pitch }: GridLayout,
  from: number,
  key: string,
  height: number,
): number | undefined {
  const page = Math.max(1, Math.floor(height / pitch.y)) * columns;
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns },
    ...{ PageUp: -page, PageDown: page, Home: -from, End: count - 1 - from },
  };
  const step = steps[key];
  if (step === undefined || count === 0) return undefined;
  const to = from + step;
  if (to >= 0 && to < count) return to;
  return Math.abs(step) === 1 || Math.abs(step) === columns ? from : Math.min(count - 1, Math.max(0, to));
}

/** The scroll position that shows a cell, as near as possible to the present one. */
export function scrolledTo(layout: GridLayout, index: number, top: number, height: number): number {
  const { y } = cornerOf(layout, index);
  const end = y + layout.pitch.y;
  if (y < top) return y;
  return end > top + height ? end - height : top;
}
