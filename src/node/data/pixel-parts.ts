// What a form reads from files of pixels, before it is a data set: pictures and labels of each split, as the files have them.
import type { Dataset } from '../../data/dataset.ts';

/** Pictures of one split with their labels, as the files have them. */
export interface PixelPart extends Pick<Dataset, 'count' | 'channels' | 'height' | 'width' | 'images'> {
  /** `[count]`: numbers, or names. */
  readonly labels: ArrayLike<number> | readonly string[];
  /** What errors call the two. */
  readonly imagesSource: string;
  readonly labelsSource: string;
}

/** Something for each split that there is. */
export interface BySplit<T> {
  readonly train: T;
  readonly validation?: T;
  readonly test?: T;
}

export type PixelParts = BySplit<PixelPart>;
