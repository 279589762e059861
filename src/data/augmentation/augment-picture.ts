// Applies the augmentations to one picture: first all moves in one resampling, then the changes of its
// bytes.
import type { Random } from '../../random.ts';
import { AffineMap } from './affine-map.ts';
import { checkColour, choosing, geometric, pixelwise, type Augmentation } from './augmentation.ts';
import type { Operation, PictureShape } from './kinds.ts';
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
 * function writes the same bytes for the same picture and random stream.
 *
 * @throws InputError if an augmentation of colours is asked for pictures of one channel
 */
export function pictureAugmenter(
  augmentation: Augmentation,
  shape: PictureShape,
): AugmentPicture | undefined {
  checkColour(augmentation, shape);
  const choices = chosen(choosing, augmentation);
  const moves = chosen(geometric, augmentation);
  const changes = chosen(pixelwise, augmentation);
  if (choices.length + moves.length + changes.length === 0) return undefined;
  const place = placer(moves, augmentation, shape);
  return (from, fromOffset, to, toOffset, random) => {
    const operations = choices.map(({ kind, amount }) => kind.choose(amount, random));
    place(from, fromOffset, to, toOffset, random, operations);
    for (const { change } of operations) change?.(to, toOffset, shape);
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

/** Copies a picture, or resamples it if anything moves it. */
function placer(moves: readonly Move[], { fill }: Augmentation, shape: PictureShape) {
  const resampler = new Resampler(shape, fill ?? defaultFill(shape));
  const size = shape.channels * shape.height * shape.width;
  const map = new AffineMap();
  return (
    from: Uint8Array,
    fromOffset: number,
    to: Uint8Array,
    toOffset: number,
    random: Random,
    operations: readonly Operation[],
  ): void => {
    if (moves.length === 0 && !operations.some(({ move }) => move))
      return to.set(from.subarray(fromOffset, fromOffset + size), toOffset);
    map.reset();
    for (const { kind, amount } of moves) kind.move(map, amount, random, shape);
    for (const { move } of operations) move?.(map);
    resampler.resample(map, from, fromOffset, to, toOffset);
  };
}
