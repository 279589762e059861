// What a form reads from files of pixels, before it is a data set: pictures and labels of each split, as the
// files have them.
import type { Dataset } from '../../data/dataset.ts';
import type { Samples } from '../pictures/samples.ts';

interface LabelledPart extends Pick<Dataset, 'count' | 'channels' | 'height' | 'width'> {
  /** `[count]`: numbers, or names. */
  readonly labels: ArrayLike<number> | readonly string[];
  /** What errors call the two. */
  readonly imagesSource: string;
  readonly labelsSource: string;
}

/**
 * Pictures of one split with their labels, as the files have them, on a scale that only all splits together
 * tell.
 */
export interface SamplePart extends LabelledPart {
  /** `[count, channels, height, width]`, or `[count, height, width, channels]`. */
  readonly samples: Samples;
  /** Whether the channels of a pixel lie side by side. */
  readonly isInterleaved?: boolean;
}

/** Pictures of one split with their labels, in bytes. */
export interface PixelPart extends LabelledPart, Pick<Dataset, 'images'> {}

/** Something for each split that there is. */
export interface BySplit<T> {
  readonly train: T;
  readonly validation?: T;
  readonly test?: T;
}

export interface SampleParts extends BySplit<SamplePart> {
  /** What should be known of how they were read, a line each. */
  readonly notices?: readonly string[];
}

export type PixelParts = BySplit<PixelPart>;

/** The same splits of something else. */
export function mapParts<S, T>({ train, validation, test }: BySplit<S>, change: (part: S) => T): BySplit<T> {
  return {
    train: change(train),
    ...(validation && { validation: change(validation) }),
    ...(test && { test: change(test) }),
  };
}
