// A map on the screen. Its places are on a board, so that lines around them have whole numbers in the
// address; a view is what one sees of the board.
import type { Point } from './lasso.ts';

const boardSide = 1000;
/** Between the board and the edges of the screen, in pixels. */
const margin = 24;
const mostZoom = 60;

export interface MapView {
  /** What is in the middle, on the board. */
  readonly x: number;
  readonly y: number;
  /** 1 shows the whole board. */
  readonly zoom: number;
}

/** Of the screen, in pixels. */
export interface MapSize {
  readonly width: number;
  readonly height: number;
}

export const wholeMap: MapView = { x: boardSide / 2, y: boardSide / 2, zoom: 1 };

/** Scales places to the board, the same along both axes. `[count, 2]` */
export function onBoard(places: Float32Array): Float32Array {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < places.length; i += 2) {
    [left, right] = [Math.min(left, places[i]!), Math.max(right, places[i]!)];
    [low, high] = [Math.min(low, places[i + 1]!), Math.max(high, places[i + 1]!)];
  }
  const scale = boardSide / (Math.max(right - left, high - low) || 1);
  const [x, y] = [(left + right) / 2, (low + high) / 2];
  return places.map((value, i) => boardSide / 2 + scale * (i % 2 === 0 ? value - x : y - value));
}

/** Pixels on the screen for each unit of the board. */
export const scaleOf = ({ zoom }: MapView, { width, height }: MapSize): number =>
  (zoom * Math.max(1, Math.min(width, height) - 2 * margin)) / boardSide;

export function toScreen(view: MapView, size: MapSize, [x, y]: Point): Point {
  const scale = scaleOf(view, size);
  return [size.width / 2 + scale * (x - view.x), size.height / 2 + scale * (y - view.y)];
}

export function toBoard(view: MapView, size: MapSize, [x, y]: Point): Point {
  const scale = scaleOf(view, size);
  return [view.x + (x - size.width / 2) / scale, view.y + (y - size.height / 2) / scale];
}

/** Zooms so that what is at a point of the screen stays there. */
export function zoomedAt(view: MapView, size: MapSize, factor: number, at: Point): MapView {
  const zoom = Math.min(mostZoom, Math.max(1, view.zoom * factor));
  const [x, y] = toBoard(view, size, at);
  const share = 1 - view.zoom / zoom;
  return inside({ x: view.x + share * (x - view.x), y: view.y + share * (y - view.y), zoom });
}

/** Zooms towards the middle of the screen. */
export const zoomedBy = ({ x, y, zoom }: MapView, factor: number): MapView => ({
  x,
  y,
  zoom: Math.min(mostZoom, Math.max(1, zoom * factor)),
});

/** Moves what is seen by pixels of the screen. */
export function panned(view: MapView, size: MapSize, [right, down]: Point): MapView {
  const scale = scaleOf(view, size);
  return inside({ ...view, x: view.x - right / scale, y: view.y - down / scale });
}

/** The middle of the screen stays on the board. */
const inside = ({ x, y, zoom }: MapView): MapView => ({
  x: Math.min(boardSide, Math.max(0, x)),
  y: Math.min(boardSide, Math.max(0, y)),
  zoom,
});

/** As the address has it: `512,430,8`. Nothing for the whole map. */
export const writeView = ({ x, y, zoom }: MapView): string | undefined =>
  zoom === 1 && x === wholeMap.x && y === wholeMap.y
    ? undefined
    : [Math.round(x), Math.round(y), Number(zoom.toFixed(2))].join(',');

/** Reads a view; the whole map if it is none. */
export function readView(text: string | undefined): MapView {
  const [x, y, zoom] = /^\d+,\d+,\d+(\.\d+)?$/.test(text ?? '') ? text!.split(',').map(Number) : [];
  if (zoom === undefined || zoom < 1 || zoom > mostZoom) return wholeMap;
  return inside({ x: x!, y: y!, zoom });
}
