// The type of an initialiser: a function that fills a new weight.
import type { Random } from '../random.ts';
import type { Normalization } from './preprocessing.ts';

/** Fills a new weight of the given shape. An initialiser may measure the training pictures. */
export type Initializer = (
  shape: readonly number[],
  random: Random,
  pictures?: TrainingPictures,
) => Float32Array;

/**
 * The pictures that an initialiser may measure, `[count, channels, height, width]`, and their normalisation.
 */
export interface TrainingPictures {
  /** The pixels, 0 to 255. */
  readonly images: Uint8Array;
  /** 1 for grey pictures, 3 for red, green and blue. */
  readonly channels: number;
  /** In pixels. */
  readonly height: number;
  /** In pixels. */
  readonly width: number;
  /** How the network normalises the pictures. */
  readonly normalization: Normalization;
}
