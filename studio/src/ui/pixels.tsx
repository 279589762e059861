// A small picture shown large, pixel by pixel.
import { useLayoutEffect, useRef } from 'react';

interface PixelsProps {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity: `[height, width, 4]`. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  /** What it shows. */
  readonly label: string;
  readonly className?: string | undefined;
}

export function Pixels({ width, height, data, label, className }: PixelsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  }, [data, width, height]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      className={className}
      style={{ imageRendering: 'pixelated' }}
    />
  );
}
