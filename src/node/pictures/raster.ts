// A picture in memory, row by row, and the limit of its size.
import { InputError } from '../../errors.ts';

/** Pixels row by row, the channels of each side by side. */
export interface Raster {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** 1: grey; 3: red, green, blue; 4: with opacity. */
  readonly channels: number;
  /** `[height, width, channels]`, 0 to 255. */
  readonly data: Uint8Array;
}

/** The most pixels of a picture by default: the 48 megapixels of a phone, and some more. */
export const defaultMaxPixels = 64_000_000;

const megapixels = (pixels: number): string => `${Math.ceil(pixels / 1e6)}M`;

/** Refuses a picture with too many pixels, and names the option that allows it. */
export function checkPixels(width: number, height: number, maxPixels: number): void {
  if (width * height <= maxPixels) return;
  throw new InputError(
    `expected at most ${maxPixels / 1e6} megapixels, got ${width} × ${height} pixels; allow it with --max-pixels ${megapixels(width * height)}`,
  );
}
