// A picture in memory as its rows lie, and how large one may be.
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

/**
 * The most pixels of a picture, unless a caller says otherwise: a telephone's 48 megapixels, and some more.
 */
export const defaultMaxPixels = 64_000_000;

const megapixels = (pixels: number): string => `${Math.ceil(pixels / 1e6)}M`;

/** Refuses a picture with too many pixels, and says which option takes it. */
export function checkPixels(width: number, height: number, maxPixels: number): void {
  if (width * height <= maxPixels) return;
  throw new InputError(
    `expected at most ${maxPixels / 1e6} megapixels, got ${width} × ${height} pixels; --max-pixels ${megapixels(width * height)} takes it`,
  );
}
