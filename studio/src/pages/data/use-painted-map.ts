// Keeps a map painted: once in a frame, after what is seen, its points or its place have changed.
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { PlacedName } from './core/class-places.ts';
import type { MapSize, MapView } from './core/map-view.ts';
import { paintPoints, radiusOf, type PaintedPoints } from './core/paint-points.ts';

export interface MapPoints extends PaintedPoints {
  /** The names of the classes, on the board. */
  readonly names: readonly PlacedName[];
}

interface PaintedMap {
  readonly place: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly size: MapSize;
}

export function usePaintedMap(points: MapPoints, view: MapView): PaintedMap {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = useRef<ImageData>(undefined);
  const [size, setSize] = useState<MapSize>({ width: 0, height: 0 });
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const measure = () => setSize({ width: current.clientWidth, height: current.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    measure();
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d');
      if (!context || size.width === 0 || size.height === 0) return;
      const width = Math.round(size.width * devicePixelRatio);
      const height = Math.round(size.height * devicePixelRatio);
      if (image.current?.width !== width || image.current.height !== height)
        image.current = new ImageData(width, height);
      const pixels = new Uint32Array(image.current.data.buffer);
      const radius = devicePixelRatio * radiusOf(points.looks.length, view.zoom);
      paintPoints({ width, height, pixels }, points, view, radius);
      if (context.canvas.width !== width) context.canvas.width = width;
      if (context.canvas.height !== height) context.canvas.height = height;
      context.putImageData(image.current, 0, 0);
    });
    return () => cancelAnimationFrame(frame);
  }, [points, view, size]);
  return { place, canvas, size };
}
