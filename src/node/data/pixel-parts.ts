// The result of reading files of pixels, before it becomes a data set: pictures and labels of each split, as
// in the files.
import type { Dataset } from '../../data/dataset.ts';
import type { Samples } from '../pictures/samples.ts';

interface LabelledPart extends Pick<Dataset, 'count' | 'channels' | 'height' | 'width'> {
  /** `[count]`: numbers, or names. */
  readonly labels: ArrayLike<number> | readonly string[];
  /** The name of the pictures in errors. `labelsSource` is that of the labels. */
  readonly imagesSource: string;
  readonly labelsSource: string;
}

/**
 * Pictures of one split with their labels, as in the files. The scale of the samples follows from all splits
 * together.
 */
export interface SamplePart extends LabelledPart {
  /** `[count, channels, height, width]`, or `[count, height, width, channels]`. */
  readonly samples: Samples;
  /** Whether the channels of a pixel are side by side. */
  readonly isInterleaved?: boolean;
}

/** Pictures of one split with their labels, as bytes. */
export interface PixelPart extends LabelledPart, Pick<Dataset, 'images'> {}

/** A value for each split that exists. */
export interface BySplit<T> {
  readonly train: T;
  readonly validation?: T;
  readonly test?: T;
}

export interface SampleParts extends BySplit<SamplePart> {
  /** Notices about how they were read, a line each. */
  readonly notices?: readonly string[];
}

export type PixelParts = BySplit<PixelPart>;

/** Applies a function to each split. */
export function mapParts<S, T>({ train, validation, test }: BySplit<S>, change: (part: S) => T): BySplit<T> {
  return {
    train: change(train),
    ...(validation && { validation: change(validation) }),
    ...(test && { test: change(test) }),
  };
}
