// What pictures are to become: their size, their channels, and how they are made to fit. Options as the user
// gives them, checked and with defaults.
import { InputError } from '../../../errors.ts';
import type { PictureFit } from '../../../nn/picture-recipe.ts';

/** How a data set is made of photographs. */
export interface PictureOptions {
  /** The side of a square in pixels, or a height and a width; 64 unless given. */
  readonly size?:
    | number
    | {
        /** In pixels. */
        readonly height: number;
        /** In pixels. */
        readonly width: number;
      }
    | undefined;
  /** 1: grey; 3: red, green, blue. Unless given 3, or 1 where all pictures are grey. */
  readonly channels?: 1 | 3 | undefined;
  /** `contain` unless given. */
  readonly fit?: PictureFit | undefined;
  /**
   * The share to hold back for testing, where there is no test split; a fifth where there are no splits at
   * all. 0: none.
   */
  readonly testShare?: number | undefined;
  /**
   * The share of the rest to hold back for validation, where there is no such split; by default training does
   * that.
   */
  readonly validationShare?: number | undefined;
  /** Draws what is held back. */
  readonly splitSeed?: number | undefined;
  /** The most pixels that a picture may have to be read; 64 million unless given. */
  readonly maxPixels?: number | undefined;
}

/** What pictures are to become; with the channels undefined, they tell themselves. */
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
  if (channels === 3) throw new InputError('fit: garment is for grey pictures, expected 1 channel, got 3');
  return { height, width, channels: 1, fit, maxPixels };
}
