// The kinds of augmentation: those that move a picture, those that change its bytes, those that choose one
// of several operations, and those that mix the pictures of a batch. Each augmentation is one file with its
// range and its draw. augment-picture.ts and mix-batch.ts apply them.
import { z } from 'zod';
import type { Random } from '../../random.ts';
import type { AffineMap } from './affine-map.ts';

/** The sizes of a picture `[channels, height, width]`. A data set is one, too. */
export interface PictureShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** The schema of the amount: one number in a range, 0 for none. */
type Amount = z.ZodType<number, number | boolean>;

/** Moves the picture. Several moves are composed into one, so that the picture is resampled once. */
export interface GeometricAugmentation {
  readonly amount: Amount;
  move(map: AffineMap, amount: number, random: Random, shape: PictureShape): void;
}

/** Changes the bytes of the picture at `offset` in place. */
export interface PixelAugmentation {
  readonly amount: Amount;
  /** Whether it only has a meaning for pictures of three channels. */
  readonly needsColour?: boolean;
  change(images: Uint8Array, offset: number, amount: number, random: Random, shape: PictureShape): void;
}

/** A move, a change of bytes in place, or neither. */
export interface Operation {
  readonly move?: (map: AffineMap) => void;
  readonly change?: (images: Uint8Array, offset: number, shape: PictureShape) => void;
}

/** Chooses a random operation for each picture. */
export interface RandomChoice {
  readonly amount: Amount;
  choose(amount: number, random: Random): Operation;
}

/** Pictures of a batch to mix, each with a partner from the same batch. */
export interface MixingTask {
  /** `[batch, channels, height, width]`, read only. */
  readonly from: Uint8Array;
  /** Of the same length; every byte is written. */
  readonly to: Uint8Array;
  /** The partner of each picture. */
  readonly partners: Int32Array;
  /** Receives the share of each picture's partner, 0 to 1. */
  readonly shares: Float32Array;
  readonly shape: PictureShape;
}

/** Mixes pictures in pairs. */
export interface MixingAugmentation {
  readonly amount: Amount;
  mix(task: MixingTask, amount: number, random: Random): void;
}

/** The nearest byte. */
export const toByte = (value: number): number => (value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0);

/** @param what the meaning of the number, for errors */
export function amountBetween(low: number, high: number, what: string): z.ZodNumber {
  const error = `expected ${what} from ${low} to ${high}`;
  return z.number({ error }).min(low, { error }).max(high, { error });
}

/** The schema of a whole number of pixels. */
export const pixelsUpTo = (high: number): z.ZodNumber =>
  amountBetween(0, high, 'pixels').int({ error: 'expected whole pixels' });
