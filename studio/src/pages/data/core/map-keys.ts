// The keys of a map: arrows move a circle, with Shift the map; + and − zoom towards the circle, [ and ]
// size it, and Home shows the whole map.
import { panned, wholeMap, zoomedAt, type MapSize, type MapView } from './map-view.ts';

/** In pixels of the screen, from its middle. */
export interface MapCircle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

interface MapState {
  readonly view: MapView;
  readonly size: MapSize;
  readonly circle: MapCircle;
}

/** By how much an arrow key moves the circle or the map, and the smallest radius, in pixels. */
const step = 16;
const leastRadius = 6;
const zoomStep = 1.4;

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
};

/** The map after a key; undefined for other keys. The circle does not leave the screen. */
export function moveOf(
  key: string,
  isShifted: boolean,
  { view, size, circle }: MapState,
): Omit<MapState, 'size'> | undefined {
  const arrow = arrows[key];
  if (arrow && isShifted)
    return { circle, view: panned(view, size, [-3 * step * arrow[0], -3 * step * arrow[1]]) };
  if (arrow) return { view, circle: onScreen({ ...circle, ...movedBy(circle, arrow) }, size) };
  if (key === '+' || key === '=') return { circle, view: zoomed(view, size, circle, zoomStep) };
  if (key === '-') return { circle, view: zoomed(view, size, circle, 1 / zoomStep) };
  if (key === ']') return { view, circle: { ...circle, radius: Math.min(400, 1.25 * circle.radius) } };
  if (key === '[')
    return { view, circle: { ...circle, radius: Math.max(leastRadius, circle.radius / 1.25) } };
  return key === 'Home' ? { circle, view: wholeMap } : undefined;
}

/** Zooms towards the circle. */
const zoomed = (view: MapView, size: MapSize, { x, y }: MapCircle, factor: number): MapView =>
  zoomedAt(view, size, factor, [size.width / 2 + x, size.height / 2 + y]);

const movedBy = ({ x, y }: MapCircle, [right, down]: readonly [number, number]) => ({
  x: x + step * right,
  y: y + step * down,
});

const onScreen = ({ x, y, radius }: MapCircle, { width, height }: MapSize): MapCircle => ({
  x: Math.min(width / 2, Math.max(-width / 2, x)),
  y: Math.min(height / 2, Math.max(-height / 2, y)),
  radius,
});
