// The options for reading photographs, its progress and its result.
import type { Pictures } from '../../../data/pictures.ts';
import type { Environment } from '../places.ts';
import type { FileProblem, ListedPicture } from './listing.ts';

/** The progress of decoding. */
export interface PictureProgress {
  /** The name of the data set. */
  readonly name: string;
  /** The number of pictures done. */
  readonly done: number;
  /** The number of all pictures to do. */
  readonly total: number;
  /** How many of those done were decoded. The cache had the content of the others. */
  readonly decoded: number;
}

export interface ReadOptions {
  readonly env: Environment;
  /** Called before the first picture to decode, and after each. */
  readonly onPicture?: ((progress: PictureProgress) => void) | undefined;
  readonly onNotice?: ((notice: string) => void) | undefined;
  /** Whether a model is only measured on the data, which then need no train split. */
  readonly isMeasured?: boolean | undefined;
  /** Photographs that take as many bytes or more stay on disk, if they may; 64 MiB by default. */
  readonly mostInMemory?: number | undefined;
  /** Class names in the order of the labels, for data without names. */
  readonly labelNames?: readonly string[] | undefined;
}

export interface ReadPictures {
  readonly channels: 1 | 3;
  /** The pictures that could be read, in the listing's order. */
  readonly pictures: readonly ListedPicture[];
  /** `[pictures, channels, height, width]`. */
  readonly pixels: Pictures;
  /** Those of a single colour. */
  readonly blank: readonly ListedPicture[];
  readonly broken: readonly FileProblem[];
}
