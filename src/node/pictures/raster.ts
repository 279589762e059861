// The limit of a picture's size.
import { InputError } from '../../errors.ts';

export type { Raster } from '../../data/fitting/raster.ts';

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
