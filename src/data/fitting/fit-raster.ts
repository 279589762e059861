// Fits a picture of any size and colour to the input of a network. Photographs are padded with the colour of
// their border, or cropped to the middle. For Fashion-MNIST this follows the original recipe (Xiao, Rasul &
// Vollgraf, 2017, section 2): trim to the garment, resize the longest edge, negate, centre. Two deviations:
// resizing averages instead of skipping pixels, and only dark garments on a light background are negated.
import { fitFor, type PictureFit } from '../../nn/picture-recipe.ts';
import { backgroundOf, type Box, garmentBox, isDarkOnLight } from './background.ts';
import type { Raster } from './raster.ts';

/** What a network expects of a picture. */
export interface ImageTarget {
  /** In pixels. */
  readonly height: number;
  /** In pixels. */
  readonly width: number;
  /** 1: grey, light on dark; 3: red, green, blue. */
  readonly channels: 1 | 3;
  /** How to fit the picture; by default `garment` in grey and `contain` in colour. */
  readonly fit?: PictureFit | undefined;
  /**
   * Whether to take the negative. `auto` does so for dark garments on a light background, and only with the
   * fit `garment`.
   */
  readonly invert: 'auto' | 'always' | 'never';
  /** The most pixels that a picture may have before it is fitted; 64 million by default. */
  readonly maxPixels?: number | undefined;
}

/** The fit of a target, given or by default. */
export const fitOf = ({ channels, fit }: ImageTarget): PictureFit => fitFor(channels, fit);

/** Resizes a part of a picture of 1 or 3 channels. */
export type Resize = (raster: Raster, box: Box, width: number, height: number) => Raster | Promise<Raster>;

/**
 * Fits a decoded picture to a network's input. A picture of the right size is not resized or moved.
 *
 * @param raster 4 channels
 * @param resize is only asked if the size changes
 * @returns `[channels, height, width]`, 0 to 255
 */
export async function fitRaster(raster: Raster, target: ImageTarget, resize: Resize): Promise<Uint8Array> {
  const flat = target.channels === 1 ? toGrey(raster, target) : toColour(raster);
  const background = backgroundOf(flat);
  const fitted = await place(flat, background, target, resize);
  const judged = target.invert === 'auto' && fitOf(target) === 'garment';
  const negative = judged ? isDarkOnLight(flat, background[0]!) : target.invert === 'always';
  return toPlanes(fitted, negative);
}

async function place(
  flat: Raster,
  background: number[],
  target: ImageTarget,
  resize: Resize,
): Promise<Raster> {
  if (flat.width === target.width && flat.height === target.height) return flat;
  const box = boxOf(flat, background, target);
  const fit = fitOf(target);
  if (fit === 'cover' || fit === 'stretch') return resize(flat, box, target.width, target.height);
  const scale = Math.min(target.width / box.width, target.height / box.height);
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  return pad(await resize(flat, box, width, height), background, target);
}

/** The part of a picture to use. */
function boxOf(flat: Raster, background: number[], target: ImageTarget): Box {
  const fit = fitOf(target);
  if (fit === 'garment') return garmentBox(flat, background[0]!);
  if (fit === 'cover') return middleBox(flat, target.width / target.height);
  return { left: 0, top: 0, width: flat.width, height: flat.height };
}

/** The largest centred box with this ratio of width to height. */
function middleBox(picture: Raster, ratio: number): Box {
  const width = Math.max(1, Math.min(picture.width, Math.round(picture.height * ratio)));
  const height = Math.max(1, Math.min(picture.height, Math.round(picture.width / ratio)));
  const left = Math.floor((picture.width - width) / 2);
  return { left, top: Math.floor((picture.height - height) / 2), width, height };
}

/** Centres a picture on a background of one colour. */
function pad(raster: Raster, background: number[], { width, height }: ImageTarget): Raster {
  const { channels } = raster;
  const data = new Uint8Array(width * height * channels);
  for (let i = 0; i < data.length; i++) data[i] = background[i % channels]!;
  const left = Math.floor((width - raster.width) / 2);
  const top = Math.floor((height - raster.height) / 2);
  const line = raster.width * channels;
  for (let y = 0; y < raster.height; y++)
    data.set(raster.data.subarray(y * line, (y + 1) * line), ((top + y) * width + left) * channels);
  return { width, height, channels, data };
}

/**
 * Grey levels by the luma of Rec. 709, like ImageMagick. Equal red, green and blue keep exactly that value.
 */
function toGrey(raster: Raster, target: ImageTarget): Raster {
  const { width, height, data } = raster;
  const grey = new Uint8Array(width * height);
  let isOpaque = true;
  for (let i = 0; i < grey.length; i++) {
    grey[i] = Math.round((2126 * data[4 * i]! + 7152 * data[4 * i + 1]! + 722 * data[4 * i + 2]!) / 10000);
    isOpaque &&= data[4 * i + 3] === 255;
  }
  if (isOpaque) return { width, height, channels: 1, data: grey };
  const ground = groundOf(grey, data, target);
  for (let i = 0; i < grey.length; i++) grey[i] = blend(grey[i]!, ground, data[4 * i + 3]!);
  return { width, height, channels: 1, data: grey };
}

/**
 * The background of transparent parts: white for photographs. With the fit `garment`, a colour that contrasts
 * with the garment.
 */
function groundOf(grey: Uint8Array, rgba: Uint8Array, target: ImageTarget): number {
  if (fitOf(target) !== 'garment') return 255;
  return target.invert === 'auto' ? contrastingGround(grey, rgba) : target.invert === 'always' ? 255 : 0;
}

/** A background that contrasts with a cut-out garment: black under a light one, white under a dark one. */
function contrastingGround(grey: Uint8Array, rgba: Uint8Array): number {
  let light = 0;
  let opacity = 0;
  for (let i = 0; i < grey.length; i++) {
    light += grey[i]! * rgba[4 * i + 3]!;
    opacity += rgba[4 * i + 3]!;
  }
  return light > 127.5 * opacity ? 0 : 255;
}

/** Colours, with white under transparent parts, as in shop pictures. */
function toColour({ width, height, data }: Raster): Raster {
  const colours = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const opacity = data[4 * i + 3]!;
    for (let c = 0; c < 3; c++) {
      const value = data[4 * i + c]!;
      colours[3 * i + c] = opacity === 255 ? value : blend(value, 255, opacity);
    }
  }
  return { width, height, channels: 3, data: colours };
}

function blend(value: number, ground: number, opacity: number): number {
  return Math.round((value * opacity + ground * (255 - opacity)) / 255);
}

function toPlanes({ width, height, channels, data }: Raster, negative: boolean): Uint8Array {
  const size = width * height;
  const planes = new Uint8Array(channels * size);
  for (let channel = 0; channel < channels; channel++)
    for (let i = 0; i < size; i++) {
      const value = data[i * channels + channel]!;
      planes[channel * size + i] = negative ? 255 - value : value;
    }
  return planes;
}
