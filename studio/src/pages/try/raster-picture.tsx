// A picture as it was given, whole, on a ground of its own.
import { useLayoutEffect, useRef } from 'react';
import type { Raster } from '../../../../src/data/fitting/raster.ts';
import styles from './try.module.css';

export function RasterPicture({ raster, label }: { readonly raster: Raster; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const { width, height, data } = raster;
    const pixels = new ImageData(new Uint8ClampedArray(data), width, height);
    canvas.current!.getContext('2d')!.putImageData(pixels, 0, 0);
  }, [raster]);
  return (
    <canvas
      ref={canvas}
      width={raster.width}
      height={raster.height}
      role="img"
      aria-label={label}
      className={styles.whole}
    />
  );
}
