// A map of points: one canvas, over it the names of the classes and the line around the chosen points. The
// pointer draws the line, or moves the map with Shift; the wheel zooms; keys move a circle.
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { dataWords } from '../../words/data.ts';
import { apart } from './core/class-places.ts';
import { circleLine, thinned, type Point } from './core/lasso.ts';
import { moveOf, type MapCircle } from './core/map-keys.ts';
import { panned, toBoard, toScreen, type MapView } from './core/map-view.ts';
import { MapOverlay } from './map-overlay.tsx';
import { usePaintedMap, type MapPoints } from './use-painted-map.ts';
import { useWheelZoom } from './use-wheel-zoom.ts';
import styles from './map.module.css';

interface MapCanvasProps {
  /** Keep the same object until something in it changes. */
  readonly points: MapPoints;
  readonly view: MapView;
  readonly setView: (view: MapView) => void;
  /** Whether the pointer moves the map, and draws no line. */
  readonly isMoving: boolean;
  /** The line around the chosen points, on the board. */
  readonly line: readonly Point[] | undefined;
  readonly onLine: (line: readonly Point[]) => void;
}

/** A click takes the points this near, in pixels. */
const clickRadius = 10;

export function MapCanvas({ points, view, setView, isMoving, line, onLine }: MapCanvasProps) {
  const { place, canvas, size } = usePaintedMap(points, view);
  useWheelZoom(place, { view, size, setView });
  const [drawn, setDrawn] = useState<readonly Point[]>();
  const [circle, setCircle] = useState<MapCircle>({ x: 0, y: 0, radius: 60 }); // from the middle
  const [hasFocus, setFocus] = useState(false);
  const grip = useRef<Point>(undefined);
  const centre: Point = [size.width / 2 + circle.x, size.height / 2 + circle.y];
  const pointOf = ({ clientX, clientY }: PointerEvent): Point => {
    const box = place.current!.getBoundingClientRect();
    return [clientX - box.left, clientY - box.top];
  };
  const take = (screen: readonly Point[]) =>
    onLine(thinned(screen.map((point) => toBoard(view, size, point))));
  const begin = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    if (isMoving || event.shiftKey || event.button === 1) grip.current = pointOf(event);
    else if (event.button === 0) setDrawn([pointOf(event)]);
  };
  const move = (event: PointerEvent) => {
    const [x, y] = pointOf(event);
    if (grip.current) setView(panned(view, size, [x - grip.current[0], y - grip.current[1]]));
    if (grip.current) grip.current = [x, y];
    else if (drawn) setDrawn([...drawn, [x, y]]);
  };
  const end = () => {
    grip.current = undefined;
    if (drawn) take(drawn.length > 4 ? drawn : circleLine(drawn[0]!, clickRadius));
    setDrawn(undefined);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moveOf(event.key, event.shiftKey, { view, size, circle });
    if (next) {
      setView(next.view);
      setCircle(next.circle);
    } else if (event.key === 'Enter') take(circleLine(centre, circle.radius));
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={place}
      className={`${styles.place} ${isMoving ? styles.moving : ''}`}
      role="application"
      aria-label={dataWords.lasso}
      tabIndex={0}
      onKeyDown={press}
      onFocus={(event) => setFocus(event.target.matches(':focus-visible'))}
      onBlur={() => setFocus(false)}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => setDrawn((grip.current = undefined))}
    >
      <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
      <MapOverlay
        names={apart(points.names.map(({ name, at }) => ({ name, at: toScreen(view, size, at) })))}
        line={drawn ?? line?.map((point) => toScreen(view, size, point))}
        circle={hasFocus ? { centre, radius: circle.radius } : undefined}
      />
    </div>
  );
}
