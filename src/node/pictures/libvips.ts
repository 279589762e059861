// Decodes pictures with libvips, through sharp. The bytes are untrusted, so time and memory are limited.
// Errors of libvips become messages of ours.
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { InputError } from '../../errors.ts';
import { Gate } from './gate.ts';
import { checkPixels, type Raster } from './raster.ts';
import type { Samples } from './samples.ts';

/** How a picture is decoded. */
export interface DecodeSettings {
  /** The longest edge in pixels. Larger pictures are shrunk to it; smaller ones stay as they are. */
  readonly longestEdge: number;
  /** Larger pictures are refused. */
  readonly maxPixels: number;
  /** Whether libvips stops at errors only, or at warnings too. */
  readonly failOn: 'error' | 'warning';
}

const maxSeconds = 30;

/**
 * Decodes a picture's first frame, upright by its EXIF data, in sRGB with opacity: a raster of 4 channels.
 */
export async function decodeColours(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  return asRaster(open(bytes, settings), settings.longestEdge);
}

/**
 * Like `decodeColours`, for 16 bits a sample: sharp applies the colour profile of such pictures only on
 * request.
 */
export async function decodeDeepColours(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  const picture = open(bytes, settings);
  const { space, hasProfile } = await picture.metadata();
  const inSrgb = space === 'rgb16' && hasProfile ? picture.withIccProfile('srgb') : picture;
  return asRaster(inSrgb, settings.longestEdge);
}

/** Shrinks decoded pixels of red, green, blue and opacity. */
export function shrink(raster: Raster, longestEdge: number): Promise<Raster> | Raster {
  const { width, height, data } = raster;
  if (Math.max(width, height) <= longestEdge) return raster;
  return asRaster(sharp(data, { raw: { width, height, channels: 4 } }), longestEdge);
}

async function asRaster(picture: Sharp, longestEdge: number): Promise<Raster> {
  const { data, info } = await picture
    .resize(longestEdge, longestEdge, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: info.channels, data };
}

/** Samples row by row, the bands of each pixel side by side, as in the file. */
export interface SampleRaster extends Pick<Raster, 'width' | 'height'> {
  readonly bands: number;
  readonly samples: Samples;
}

const maxSampleBytes = 2 ** 30;
/** Larger pictures are decoded one at a time, to limit memory. */
const largeBytes = 2 ** 26;
const largeOnes = new Gate();
const arrays = {
  char: Int8Array,
  uchar: Uint8Array,
  short: Int16Array,
  ushort: Uint16Array,
  int: Int32Array,
  uint: Uint32Array,
  float: Float32Array,
  double: Float64Array,
} as const;

/**
 * Decodes a picture's samples, upright, at their depth and without conversion of colours.
 *
 * @throws InputError for complex numbers, for negative samples, and for more samples than fit into memory
 */
export async function decodeSamples(bytes: Uint8Array, settings: DecodeSettings): Promise<SampleRaster> {
  const picture = open(bytes, settings, { ignoreIcc: true });
  const { space, depth, channels, width, height } = await picture.metadata();
  const array = (arrays as Partial<Record<string, (typeof arrays)[keyof typeof arrays]>>)[depth];
  if (!array) throw new InputError(`expected numbers as samples, got the type ${depth}`);
  const size = width * height * channels * array.BYTES_PER_ELEMENT;
  if (size > maxSampleBytes)
    throw new InputError(
      `expected at most ${maxSampleBytes / 2 ** 30} GiB of samples, got ${(size / 2 ** 30).toFixed(1)} GiB`,
    );
  if (/^(?:char|short|int)$/.test(depth)) await refuseNegative(bytes, settings);
  const read = () =>
    picture
      .toColourspace(space)
      .raw({ depth: depth as keyof typeof arrays })
      .toBuffer({ resolveWithObject: true });
  const { data, info } = await (size > largeBytes ? largeOnes.apart(read) : read());
  const { buffer } = new Uint8Array(data); // a copy, aligned for any type
  return { width: info.width, height: info.height, bands: info.channels, samples: new array(buffer) };
}

/** sharp turns negative whole numbers into 0, so they are checked first. */
async function refuseNegative(bytes: Uint8Array, settings: DecodeSettings): Promise<void> {
  const { channels } = await open(bytes, settings).stats();
  const min = Math.min(...channels.map((channel) => channel.min));
  if (min < 0) throw new InputError(`expected samples from 0, got ${min}`);
}

function open(bytes: Uint8Array, { maxPixels, failOn }: DecodeSettings, options?: SharpOptions): Sharp {
  return sharp(bytes, { ...options, failOn, limitInputPixels: maxPixels, autoOrient: true }).timeout({
    seconds: maxSeconds,
  });
}

/**
 * All messages of libvips before it gave up, line by line. Reliable only if no other picture was decoded at
 * the same time.
 */
export const complaints = (error: unknown): string[] =>
  error instanceof Error ? error.message.trim().split('\n') : [];

/** The message that ended the decoding. */
export const lastComplaint = (error: unknown): string => complaints(error).at(-1) ?? '';

/** Explains an error of libvips in one line. */
export async function explainLibvips(
  error: unknown,
  bytes: Uint8Array,
  format: string,
  maxPixels: number,
): Promise<string> {
  if (error instanceof InputError) return error.message;
  const message = error instanceof Error ? error.message : '';
  if (/pixel limit/i.test(message)) return tooLarge(bytes, maxPixels);
  if (/channel limit/i.test(message)) return `this ${format} picture has too many bands`;
  if (/timeout/i.test(message)) return `decoding took longer than ${maxSeconds} seconds`;
  if (/not supported|not configured|not implemented/i.test(message))
    return `this ${format} picture is damaged, or of a kind that is not supported`;
  return `this ${format} picture is damaged or cut off`;
}

/** Explains the limit by the size in the picture's header, without decoding it. */
async function tooLarge(bytes: Uint8Array, maxPixels: number): Promise<string> {
  const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
  try {
    checkPixels(width, height, maxPixels);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return `expected at most ${maxPixels / 1e6} megapixels in all frames together`;
}
