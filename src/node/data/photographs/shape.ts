// The size, channels and fit of the pictures to make: options of the user, checked and with defaults.
import { InputError } from '../../../errors.ts';
import type { PictureFit } from '../../../nn/picture-recipe.ts';

/** How to make a data set from photographs. */
export interface PictureOptions {
  /** The side of a square in pixels, or a height and a width; 64 by default. */
  readonly size?:
    | number
    | {
        /** In pixels. */
        readonly height: number;
        /** In pixels. */
        readonly width: number;
      }
    | undefined;
  /** 1: grey; 3: red, green, blue. By default 3, or 1 if all pictures are grey. */
  readonly channels?: 1 | 3 | undefined;
  /** How to fit a picture; `contain` by default. */
  readonly fit?: PictureFit | undefined;
  /**
   * The share to hold back for testing if there is no test split. By default a fifth if there are no splits
   * at all, otherwise none. 0 holds back none.
   */
  readonly testShare?: number | undefined;
  /**
   * The share of the rest to hold back for validation if there is no validation split. By default, training
   * holds it back.
   */
  readonly validationShare?: number | undefined;
  /** The seed that chooses what is held back. */
  readonly splitSeed?: number | undefined;
  /** The most pixels that a picture may have; 64 million by default. */
  readonly maxPixels?: number | undefined;
}

/** The shape of the pictures to make. If the channels are undefined, the pictures decide. */
export interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3 | undefined;
  readonly fit: PictureFit;
  readonly maxPixels: number | undefined;
}

const defaultSize = 64;
const maxSize = 4096;

/** @throws InputError for an option out of range */
export function pictureShape({
  size = defaultSize,
  channels,
  fit = 'contain',
  maxPixels,
}: PictureOptions): PictureShape {
  const { height, width } = typeof size === 'number' ? { height: size, width: size } : size;
  for (const edge of [height, width])
    if (!Number.isInteger(edge) || edge < 1 || edge > maxSize)
      throw new InputError(`size: expected a whole number of pixels from 1 to ${maxSize}, got ${edge}`);
  if (maxPixels !== undefined && !(Number.isSafeInteger(maxPixels) && maxPixels >= 1))
    throw new InputError(`maxPixels: expected a whole number of pixels from 1, got ${maxPixels}`);
  if (fit !== 'garment') return { height, width, channels, fit, maxPixels };
  if (channels === 3) throw new InputError('fit: garment needs grey pictures; expected 1 channel, got 3');
  return { height, width, channels: 1, fit, maxPixels };
}
