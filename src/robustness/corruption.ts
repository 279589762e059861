// What a kind of corruption is: five strengths with their unit, and a function that spoils one picture. Each
// kind is one file; their table is corruptions.ts.
import type { PictureShape } from '../data/augmentation/kinds.ts';
import type { Random } from '../random.ts';

/**
 * Reads a picture at an offset and writes it, spoilt, to another array at another offset. What is drawn comes
 * from `random`, and in the same order at every strength: so a picture is turned to the same side by 6° and
 * by 30°.
 */
export type Corrupt = (
  from: Uint8Array,
  fromOffset: number,
  to: Uint8Array,
  toOffset: number,
  random: Random,
) => void;

export interface Corruption {
  /** Of what the strengths are numbers, for the axis of a figure. */
  readonly unit: string;
  /**
   * Mildest first. Lengths are shares of the picture's side, so that they mean the same in pictures of any
   * size.
   */
  readonly strengths: readonly [number, number, number, number, number];
  /** Prepares it for pictures of a shape; the function that comes out allocates nothing. */
  prepare(shape: PictureShape, strength: number): Corrupt;
}

/** The bytes of a picture. */
export const pictureSize = ({ channels, height, width }: PictureShape): number => channels * height * width;
