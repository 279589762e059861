// From a picture of any size and colour to the input of a network. For photographs: all of it on the colour
// of its border, or its middle. For Fashion-MNIST, as that was made (Xiao, Rasul & Vollgraf, 2017, section
// 2): trimmed to the garment, its longest edge resized, negated, centred. Two deviations: resizing averages
// where theirs skips pixels, and only dark garments on light ground are negated, light ones are right
// already.
import sharp from 'sharp';
import { fitFor, type PictureFit } from '../../nn/picture-recipe.ts';
import { backgroundOf, type Box, garmentBox, isDarkOnLight } from './background.ts';
import type { Raster } from './decode.ts';

/** What a network expects of a picture. */
export interface ImageTarget {
  /** In pixels. */
  readonly height: number;
  /** In pixels. */
  readonly width: number;
  /** 1: grey, light on dark; 3: red, green, blue. */
  readonly channels: 1 | 3;
  /** How it is made to fit; by default `garment` in grey and `contain` in colour. */
  readonly fit?: PictureFit | undefined;
  /**
   * Whether to take the negative: `auto` does for dark garments on light ground, and only where the fit is
   * `garment`.
   */
  readonly invert: 'auto' | 'always' | 'never';
  /** The most pixels that a picture may have before it is fitted; 64 million by default. */
  readonly maxPixels?: number | undefined;
}

/** The fit that a target has, said or by default. */
export const fitOf = ({ channels, fit }: ImageTarget): PictureFit => fitFor(channels, fit);

/**
 * Fits a decoded picture to a network's input. One that has the right size already is not moved by a pixel.
 *
 * @param raster 4 channels
 * @returns `[channels, height, width]`, 0 to 255
 */
export async function fitImage(raster: Raster, target: ImageTarget): Promise<Uint8Array> {
  const flat = target.channels === 1 ? toGrey(raster, target) : toColour(raster);
  const background = backgroundOf(flat);
  const fitted = await place(flat, background, target);
  const judged = target.invert === 'auto' && fitOf(target) === 'garment';
  const negative = judged ? isDarkOnLight(flat, background[0]!) : target.invert === 'always';
  return toPlanes(fitted, negative);
}

async function place(flat: Raster, background: number[], target: ImageTarget): Promise<Raster> {
  if (flat.width === target.width && flat.height === target.height) return flat;
  const box = boxOf(flat, background, target);
  if (fitOf(target) === 'cover') return resize(flat, box, target.width, target.height);
  const scale = Math.min(target.width / box.width, target.height / box.height);
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  return pad(await resize(flat, box, width, height), background, target);
}

/** The part of a picture that is shown. */
function boxOf(flat: Raster, background: number[], target: ImageTarget): Box {
  const fit = fitOf(target);
  if (fit === 'garment') return garmentBox(flat, background[0]!);
  if (fit === 'cover') return middleBox(flat, target.width / target.height);
  return { left: 0, top: 0, width: flat.width, height: flat.height };
}

/** The largest box of a ratio of width to height in the middle of a picture. */
function middleBox(picture: Raster, ratio: number): Box {
  const width = Math.max(1, Math.min(picture.width, Math.round(picture.height * ratio)));
  const height = Math.max(1, Math.min(picture.height, Math.round(picture.width / ratio)));
  const left = Math.floor((picture.width - width) / 2);
  return { left, top: Math.floor((picture.height - height) / 2), width, height };
}

async function resize(raster: Raster, box: Box, width: number, height: number): Promise<Raster> {
  const { data, info } = await sharp(raster.data, {
    raw: { width: raster.width, height: raster.height, channels: raster.channels as 1 | 3 },
  })
    .extract(box)
    .resize(width, height, { fit: 'fill' })
    .toColourspace(raster.channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, channels: info.channels, data };
}

/** Centres a picture on a ground of one colour. */
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
 * Grey levels by Rec. 709's luma, as ImageMagick has it; equal red, green and blue give that value exactly.
 */
function toGrey(raster: Raster, target: ImageTarget): Raster {
  const { width, height, data } = raster;
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++)
    grey[i] = Math.round((2126 * data[4 * i]! + 7152 * data[4 * i + 1]! + 722 * data[4 * i + 2]!) / 10000);
  const ground = groundOf(grey, data, target);
  for (let i = 0; i < grey.length; i++) grey[i] = blend(grey[i]!, ground, data[4 * i + 3]!);
  return { width, height, channels: 1, data: grey };
}

/**
 * What lies under the transparent parts: white in photographs, what the garment stands out on in
 * Fashion-MNIST's manner.
 */
function groundOf(grey: Uint8Array, rgba: Uint8Array, target: ImageTarget): number {
  if (fitOf(target) !== 'garment') return 255;
  return target.invert === 'auto' ? contrastingGround(grey, rgba) : target.invert === 'always' ? 255 : 0;
}

/** The ground on which a cut-out can be seen: black under a light garment, white under a dark one. */
function contrastingGround(grey: Uint8Array, rgba: Uint8Array): number {
  let light = 0;
  let opacity = 0;
  for (let i = 0; i < grey.length; i++) {
    light += grey[i]! * rgba[4 * i + 3]!;
    opacity += rgba[4 * i + 3]!;
  }
  return light > 127.5 * opacity ? 0 : 255;
}

/** Colours, with transparent parts on the white that shops put their garments on. */
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
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    planes[(i % channels) * size + Math.floor(i / channels)] = negative ? 255 - value : value;
  }
  return planes;
}
