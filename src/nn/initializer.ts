// What an initialiser is: a function that fills a new weight.
import type { Random } from '../random.ts';
import type { Normalization } from './preprocessing.ts';

/**
 * Fills a new weight of the given shape; from the pictures that are to be trained on, if it measures them.
 */
export type Initializer = (
  shape: readonly number[],
  random: Random,
  pictures?: TrainingPictures,
) => Float32Array;

/** What an initialiser may measure: `[count, channels, height, width]`, and how it is normalised. */
export interface TrainingPictures {
  /** The pixels, 0 to 255. */
  readonly images: Uint8Array;
  /** 1 for grey pictures, 3 for red, green and blue. */
  readonly channels: number;
  /** In pixels. */
  readonly height: number;
  /** In pixels. */
  readonly width: number;
  /** How the network normalises them. */
  readonly normalization: Normalization;
}
