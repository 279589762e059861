// The three kinds of augmentation, by what they may do: move the picture's places, change its bytes, or mix
// pictures of a batch. Each is one file with its range and its draw; the chain that applies them is
// augment-picture.ts and mix-batch.ts.
import { z } from 'zod';
import type { Random } from '../../random.ts';
import type { AffineMap } from './affine-map.ts';

/** The sizes of a picture `[channels, height, width]`; a data set has them too. */
export interface PictureShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** How much of it, with its range: one number, 0 for none. */
type Amount = z.ZodType<number, number | boolean>;

/** Moves the picture. What several of these ask for is composed, and the picture is resampled once. */
export interface GeometricAugmentation {
  readonly amount: Amount;
  move(map: AffineMap, amount: number, random: Random, shape: PictureShape): void;
}

/** Changes the bytes of the picture that starts at `offset`, in place. */
export interface PixelAugmentation {
  readonly amount: Amount;
  change(images: Uint8Array, offset: number, amount: number, random: Random, shape: PictureShape): void;
}

/** Pictures of a batch to be mixed, each with a partner out of the same batch. */
export interface MixingTask {
  /** `[batch, channels, height, width]`, to be read. */
  readonly from: Uint8Array;
  /** As long, to be written from end to end. */
  readonly to: Uint8Array;
  /** By picture: its partner. */
  readonly partners: Int32Array;
  /** By picture, to be written: the share of its partner, 0 to 1. */
  readonly shares: Float32Array;
  readonly shape: PictureShape;
}

/** Mixes pictures two by two. */
export interface MixingAugmentation {
  readonly amount: Amount;
  mix(task: MixingTask, amount: number, random: Random): void;
}

/** The nearest byte. */
export const toByte = (value: number): number => (value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0);

/** The schema of a number in a range, whose error says of what it is a number. */
export function amountBetween(low: number, high: number, what: string): z.ZodNumber {
  const error = `expected ${what} from ${low} to ${high}`;
  return z.number({ error }).min(low, { error }).max(high, { error });
}

/** The schema of a whole number of pixels. */
export const pixelsUpTo = (high: number): z.ZodNumber =>
  amountBetween(0, high, 'pixels').int({ error: 'expected whole pixels' });
