// Keeps a grid painted: after scrolling, when the place or the content changes, and when pixels come.
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { gridLayout, scrolledTo, type GridLayout } from './core/grid-layout.ts';
import type { PixelSource } from './core/pixel-source.ts';
import { PictureAtlas } from './picture-atlas.ts';
import { captionHeight, paintGrid, type GridContent } from './paint-grid.ts';

export interface PaintedGrid {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly layout: GridLayout;
  readonly paint: () => void;
  /** Scrolls until a picture is in sight. */
  readonly show: (index: number) => void;
}

export function usePaintedGrid(content: GridContent, source: PixelSource, side: number): PaintedGrid {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const place = usePlace(scroller);
  const atlas = useMemo(() => new PictureAtlas(source), [source]);
  const caption = content.captionOf ? captionHeight : 0;
  const count = content.pictures.length;
  const layout = useMemo(
    () => gridLayout({ count, side, caption, width: place.width }),
    [count, side, caption, place.width],
  );
  const paint = usePainter(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !scroller.current) return;
    const ratio = devicePixelRatio;
    fit(context.canvas, place.width * ratio, place.height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.imageSmoothingEnabled = layout.side * ratio < 3 * source.shape.width;
    const top = scroller.current.scrollTop;
    const missing = paintGrid(context, atlas, content, { layout, top, height: place.height });
    const ahead = paintedAhead(content, layout, top, place.height);
    source.want([...missing, ...ahead]);
  });
  useEffect(paint, [paint, content, layout, place]);
  useEffect(() => source.subscribe(paint), [source, paint]);
  useTheme(paint);
  const show = (index: number) => {
    const { current } = scroller;
    if (current) current.scrollTop = scrolledTo(layout, index, current.scrollTop, place.height);
  };
  return { scroller, canvas, layout, paint, show };
}

/** The pictures of the next screen and of the one before, which are likely to come into sight. */
function paintedAhead(
  { pictures }: GridContent,
  { columns, pitch }: GridLayout,
  top: number,
  height: number,
): GridContent['pictures'] {
  const row = (y: number) => Math.max(0, Math.floor(y / pitch.y)) * columns;
  return [
    ...pictures.slice(row(top + height), row(top + 2 * height)),
    ...pictures.slice(row(top - height / 2), row(top)),
  ];
}

/** A function that paints once in the next frame, however often it is called. */
function usePainter(paintNow: () => void): () => void {
  const newest = useRef(paintNow);
  newest.current = paintNow;
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useMemo(
    () => () => {
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => newest.current());
    },
    [],
  );
}

function fit(canvas: HTMLCanvasElement, width: number, height: number): void {
  const [w, h] = [Math.round(width), Math.round(height)];
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
}

function usePlace(element: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [place, setPlace] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => setPlace({ width: current.clientWidth, height: current.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return place;
}

/** Paints again when the theme changes: a canvas does not follow its tokens. */
function useTheme(paint: () => void): void {
  useEffect(() => {
    const observer = new MutationObserver(paint);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, [paint]);
}
