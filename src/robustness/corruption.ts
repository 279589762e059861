// The interface of corruptions: five strengths with their unit, and a function that corrupts one picture.
// Each corruption is one file; corruptions.ts lists them.
import type { PictureShape } from '../data/augmentation/kinds.ts';
import type { Random } from '../random.ts';

/**
 * Reads a picture at an offset and writes it, corrupted, to an offset in another array. It draws from
 * `random` in the same order at every strength. So a picture that is rotated to one side by 6° is also
 * rotated to that side by 30°.
 */
export type Corrupt = (
  from: Uint8Array,
  fromOffset: number,
  to: Uint8Array,
  toOffset: number,
  random: Random,
) => void;

export interface Corruption {
  /** The unit of the strengths, for the axis of a figure. */
  readonly unit: string;
  /**
   * The strengths, mildest first. Lengths are shares of the picture's side, so that they mean the same for
   * pictures of any size.
   */
  readonly strengths: readonly [number, number, number, number, number];
  /** Prepares the corruption for pictures of a shape. The returned function allocates nothing. */
  prepare(shape: PictureShape, strength: number): Corrupt;
}

/** The number of bytes of a picture. */
export const pictureSize = ({ channels, height, width }: PictureShape): number => channels * height * width;
