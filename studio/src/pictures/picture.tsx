// One picture, as large as its place.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { colourPixels } from './core/colour-pixels.ts';
import type { PicturePlace, PictureShape } from './core/place.ts';
import type { PixelSource } from './core/pixel-source.ts';
import styles from './picture-grid.module.css';

interface PictureProps {
  readonly pixels: Uint8Array | undefined;
  readonly shape: PictureShape;
  /** What is in the picture. */
  readonly label: string;
}

/** Draws pixels `[channels, height, width]`. */
export function Picture({ pixels, shape, label }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = shape;
  useEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    context.clearRect(0, 0, width, height);
    if (!pixels) return;
    const image = context.createImageData(width, height);
    colourPixels(pixels, shape, image.data);
    context.putImageData(image, 0, 0);
  }, [pixels, shape, width, height]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      className={styles.picture}
      role="img"
      aria-label={label}
    />
  );
}

/** The pixels of a picture, which are fetched if they are not here. */
export function usePixels(source: PixelSource, place: PicturePlace | undefined): Uint8Array | undefined {
  useEffect(() => {
    if (place && !source.get(place)) source.want([place]);
  }, [source, place]);
  return useSyncExternalStore(
    (listener) => source.subscribe(listener),
    () => place && source.get(place),
  );
}
