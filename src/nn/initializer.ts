// What an initialiser is: a function that fills a new weight.
import type { Random } from '../random.ts';
import type { Normalization } from './preprocessing.ts';

/** Fills a new weight of the given shape; from the pictures that are to be trained on, if it measures them. */
export type Initializer = (
  shape: readonly number[],
  random: Random,
  pictures?: TrainingPictures,
) => Float32Array;

/** What an initialiser may measure: `[count, channels, height, width]`, and how it is normalised. */
export interface TrainingPictures {
  readonly images: Uint8Array;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly normalization: Normalization;
}
