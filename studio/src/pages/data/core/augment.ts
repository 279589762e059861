// Augmentation as training does it, with the same code, on single pictures in the page.
import { pictureAugmenter } from '../../../../../src/data/augmentation/augment-picture.ts';
import type { Augmentation } from '../../../../../src/data/augmentation/augmentation.ts';
import { Random } from '../../../../../src/random.ts';
import type { dataWords } from '../../../words/data.ts';
import type { PictureShape } from '../../../pictures/core/place.ts';

/** The augmentations that have a slider. */
export type AmountName = Extract<keyof Augmentation, keyof typeof dataWords.amounts>;
export type Amounts = Readonly<Partial<Record<AmountName, number>>>;

/** A slider: from nothing to more than is of use. */
export interface AmountRange {
  readonly name: AmountName;
  readonly maximum: number;
  readonly step: number;
  /** Whether it only has a meaning for coloured pictures. */
  readonly needsColour?: boolean;
}

/** The sliders. */
export const amountRanges: readonly AmountRange[] = [
  { name: 'rotation', maximum: 45, step: 1 },
  { name: 'translation', maximum: 0.4, step: 0.01 },
  { name: 'zoom', maximum: 0.5, step: 0.01 },
  { name: 'shear', maximum: 45, step: 1 },
  { name: 'flip', maximum: 1, step: 0.1 },
  { name: 'brightness', maximum: 0.5, step: 0.01 },
  { name: 'contrast', maximum: 0.8, step: 0.01 },
  { name: 'saturation', maximum: 1, step: 0.05, needsColour: true },
  { name: 'hue', maximum: 0.5, step: 0.01, needsColour: true },
  { name: 'greyscale', maximum: 1, step: 0.1, needsColour: true },
  { name: 'blur', maximum: 4, step: 0.1 },
  { name: 'noise', maximum: 0.3, step: 0.01 },
  { name: 'erase', maximum: 1, step: 0.1 },
  { name: 'trivialAugment', maximum: 1, step: 0.1 },
];

/** Reads `rotation=10,flip=0.5`, as `train --augment` takes it; what does not fit a slider is left out. */
export function readAmounts(text: string | undefined): Amounts {
  const given = new Map(
    (text ?? '')
      .split(',')
      .map((part) => (/^(\w+)=(.*)$/.exec(part)?.slice(1, 3) as [string, string] | undefined) ?? ['', '']),
  );
  return Object.fromEntries(
    amountRanges.flatMap(({ name, maximum }) => {
      const amount = Number(given.get(name) ?? 0);
      return amount > 0 && amount <= maximum ? [[name, amount]] : [];
    }),
  );
}

/** Writes amounts as `train --augment` takes them; empty if there are none. */
export const writeAmounts = (amounts: Amounts): string =>
  amountRanges
    .filter(({ name }) => (amounts[name] ?? 0) > 0)
    .map(({ name }) => `${name}=${amounts[name]}`)
    .join(',');

/**
 * Draws versions of a picture `[channels, height, width]`. The same seed gives the same versions, so that
 * they change smoothly with an amount.
 */
export function versionsOf(
  pixels: Uint8Array,
  shape: PictureShape,
  amounts: Amounts,
  count: number,
  seed: number,
): Uint8Array[] {
  const augment = pictureAugmenter(amounts, shape);
  return Array.from({ length: count }, (_, i) => {
    const version = new Uint8Array(pixels.length);
    if (augment) augment(pixels, 0, version, 0, new Random(seed, 'augmentation', i));
    else version.set(pixels);
    return version;
  });
}
