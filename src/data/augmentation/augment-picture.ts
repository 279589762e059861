// Applies the augmentations to one picture: first all moves in one resampling, then the changes of its
// bytes.
import type { Random } from '../../random.ts';
import { AffineMap } from './affine-map.ts';
import { geometric, pixelwise, type Augmentation } from './augmentation.ts';
import type { PictureShape } from './kinds.ts';
import { defaultFill, Resampler } from './resampler.ts';

/** Reads a picture at an offset and writes it, augmented, to an offset in another array. */
export type AugmentPicture = (
  from: Uint8Array,
  fromOffset: number,
  to: Uint8Array,
  toOffset: number,
  random: Random,
) => void;

/**
 * Prepares the augmentation of single pictures; returns undefined if there is nothing to do. The returned
 * function writes the same bytes for the same picture and random stream, and allocates nothing.
 */
export function pictureAugmenter(
  augmentation: Augmentation,
  shape: PictureShape,
): AugmentPicture | undefined {
  const moves = chosen(geometric, augmentation);
  const changes = chosen(pixelwise, augmentation);
  if (moves.length + changes.length === 0) return undefined;
  const place = moves.length > 0 ? mover(moves, augmentation, shape) : copier(shape);
  return (from, fromOffset, to, toOffset, random) => {
    place(from, fromOffset, to, toOffset, random);
    for (const { kind, amount } of changes) kind.change(to, toOffset, amount, random, shape);
  };
}

/** An augmentation to apply, and its amount. */
export interface Chosen<Kind> {
  readonly kind: Kind;
  readonly amount: number;
}

/** The augmentations of a table with an amount above 0, in the table's order. */
export function chosen<Kind>(
  table: Readonly<Record<string, Kind>>,
  augmentation: Augmentation,
): readonly Chosen<Kind>[] {
  const amounts = augmentation as Readonly<Record<string, number | undefined>>;
  return Object.entries(table)
    .map(([name, kind]) => ({ kind, amount: amounts[name] ?? 0 }))
    .filter(({ amount }) => amount > 0);
}

type Move = Chosen<(typeof geometric)[keyof typeof geometric]>;

function mover(moves: readonly Move[], { fill }: Augmentation, shape: PictureShape): AugmentPicture {
  const resampler = new Resampler(shape, fill ?? defaultFill(shape));
  const map = new AffineMap();
  return (from, fromOffset, to, toOffset, random) => {
    map.reset();
    for (const { kind, amount } of moves) kind.move(map, amount, random, shape);
    resampler.resample(map, from, fromOffset, to, toOffset);
  };
}

function copier({ channels, height, width }: PictureShape): AugmentPicture {
  const size = channels * height * width;
  return (from, fromOffset, to, toOffset) => to.set(from.subarray(fromOffset, fromOffset + size), toOffset);
}
