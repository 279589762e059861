// The schema of augmentations: plain data with a number for each, shared by the library, the command line
// and a run's configuration. The files of the augmentations define what they do.
import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { counted } from '../../number-words.ts';
import { parseConfig } from '../../parse-config.ts';
import { blur } from './blur.ts';
import { brightness } from './brightness.ts';
import { contrast } from './contrast.ts';
import { crop } from './crop.ts';
import { cutmix } from './cutmix.ts';
import { cutout } from './cutout.ts';
import { erase } from './erase.ts';
import { flip } from './flip.ts';
import { greyscale } from './greyscale.ts';
import { hue } from './hue.ts';
import { jitter } from './jitter.ts';
import type {
  GeometricAugmentation,
  MixingAugmentation,
  PictureShape,
  PixelAugmentation,
  RandomChoice,
} from './kinds.ts';
import { mixup } from './mixup.ts';
import { noise } from './noise.ts';
import { fills } from './resampler.ts';
import { resizedCrop } from './resized-crop.ts';
import { rotation } from './rotation.ts';
import { saturation } from './saturation.ts';
import { shear } from './shear.ts';
import { translation } from './translation.ts';
import { trivialAugment } from './trivial-augment.ts';
import { zoom } from './zoom.ts';

type Table<Name extends string, Kind> = Readonly<Record<Name, Kind>>;

type Geometric = 'resizedCrop' | 'flip' | 'zoom' | 'shear' | 'rotation' | 'translation' | 'crop';
/** In the order of application. */
export const geometric: Table<Geometric, GeometricAugmentation> = {
  resizedCrop,
  flip,
  zoom,
  shear,
  rotation,
  translation,
  crop,
};

/** The operation that is chosen moves after the geometric ones, or changes bytes before the others do. */
export const choosing: Table<'trivialAugment', RandomChoice> = { trivialAugment };

type Colourwise = 'jitter' | 'saturation' | 'hue' | 'greyscale';
type Pixelwise = Colourwise | 'contrast' | 'brightness' | 'blur' | 'noise' | 'erase' | 'cutout';
/** In the order of application, after the geometric ones. */
export const pixelwise: Table<Pixelwise, PixelAugmentation> = {
  jitter,
  saturation,
  hue,
  greyscale,
  contrast,
  brightness,
  blur,
  noise,
  erase,
  cutout,
};

/** If both are asked for, each batch gets one of them, with equal probability. */
export const mixing: Table<'mixup' | 'cutmix', MixingAugmentation> = { mixup, cutmix };

const fill = z.enum(fills, { error: `expected ${fills.join(' or ')}` });

const schema = z.strictObject(
  {
    /**
     * Takes a random part of the picture and enlarges it: the smallest share of the area, 0.01 to 1
     * (Szegedy et al., 2015).
     */
    resizedCrop: resizedCrop.amount.optional(),
    /** The probability of swapping left and right, 0 to 1; `true` is 0.5. */
    flip: flip.amount.optional(),
    /** Zooms by a factor of 1 ± this share, 0 to 0.9. */
    zoom: zoom.amount.optional(),
    /** Shears along the rows by up to this many degrees either way, 0 to 60. */
    shear: shear.amount.optional(),
    /** Rotates by up to this many degrees either way, 0 to 180. */
    rotation: rotation.amount.optional(),
    /** Moves along both axes by up to this share of the size either way, 0 to 1. */
    translation: translation.amount.optional(),
    /** Moves by whole pixels, up to this many in each direction. */
    crop: crop.amount.optional(),
    /**
     * Fills the border of a moved picture: `black`, the default for one channel, or `edge`, the nearest
     * pixel of the edge.
     */
    fill: fill.optional(),
    /**
     * The probability of one random operation at one random strength, 0 to 1; `true` is 1 (Müller & Hutter,
     * 2021).
     */
    trivialAugment: trivialAugment.amount.optional(),
    /**
     * Changes brightness, contrast and saturation by factors of 1 ± this share, 0 to 1, and the hue by up to
     * a quarter of it, in random order.
     */
    jitter: jitter.amount.optional(),
    /** Multiplies each colour's distance from its grey by a factor of 1 ± this share, 0 to 1. */
    saturation: saturation.amount.optional(),
    /** Turns the hue by up to this share of the circle either way, 0 to 0.5. */
    hue: hue.amount.optional(),
    /** The probability of replacing all colours by their grey, 0 to 1. */
    greyscale: greyscale.amount.optional(),
    /** Multiplies each pixel's distance from the mean by a factor of 1 ± this share, 0 to 1. */
    contrast: contrast.amount.optional(),
    /** Adds or subtracts up to this share of 255 for all pixels, 0 to 1. */
    brightness: brightness.amount.optional(),
    /** Blurs with a Gaussian whose standard deviation is up to this many pixels, 0 to 100. */
    blur: blur.amount.optional(),
    /** The standard deviation of Gaussian noise, as a share of 255, 0 to 1. */
    noise: noise.amount.optional(),
    /** The probability that random pixels replace a rectangle, 0 to 1 (Zhong et al., 2017). */
    erase: erase.amount.optional(),
    /** The side in pixels of a square that the mean replaces (DeVries & Taylor, 2017). */
    cutout: cutout.amount.optional(),
    /** The alpha of mixup, which blends two pictures and their labels (Zhang et al., 2018). */
    mixup: mixup.amount.optional(),
    /** The alpha of CutMix, which puts a part of one picture into another (Yun et al., 2019). */
    cutmix: cutmix.amount.optional(),
  },
  { error: 'expected an object such as { rotation: 10 }' },
);

/** The amount of each augmentation. Those that are left out are not applied. */
export interface Augmentation extends Readonly<z.output<typeof schema>> {}
/** An augmentation as it may be written: `flip: true` means `flip: 0.5`, `trivialAugment: true` means 1. */
export interface AugmentationJSON extends Readonly<z.input<typeof schema>> {}

/**
 * Checks an augmentation, which may come from JSON.
 *
 * @param owner begins errors, e.g. the name of an option
 * @throws InputError for an unknown name or an amount out of range
 * @example augmentationFromJSON({ rotation: 10, translation: 0.1, flip: true, erase: 0.5, mixup: 0.2 })
 */
export const augmentationFromJSON = (given: AugmentationJSON, owner = 'augmentation'): Augmentation =>
  parseConfig(owner, schema, given);

/**
 * Refuses augmentations that change nothing in pictures of one channel.
 *
 * @throws InputError naming the augmentation
 */
export function checkColour(augmentation: Augmentation, { channels }: PictureShape): void {
  if (channels === 3) return;
  for (const [name, { needsColour }] of Object.entries<PixelAugmentation>(pixelwise))
    if (needsColour && (augmentation[name as Colourwise] ?? 0) > 0)
      throw new InputError(
        `augmentation: ${name}: expected pictures in colour, got pictures with ${counted(channels, 'channel')}`,
      );
}

/** Whether batches contain pictures mixed from two. */
export const mixes = ({ mixup, cutmix }: Augmentation): boolean =>
  mixup !== undefined || cutmix !== undefined;
