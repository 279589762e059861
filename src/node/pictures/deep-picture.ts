// Decodes pictures whose samples are not plain bytes of grey or of red, green and blue: more bits, floats,
// more bands. The header says what each band is and how deep it is. If neither the header nor the samples say
// enough, the picture is refused.
import { InputError } from '../../errors.ts';
import {
  complaints,
  decodeColours,
  decodeDeepColours,
  decodeSamples,
  shrink,
  type DecodeSettings,
  type SampleRaster,
} from './libvips.ts';
import { decodePlainPng } from './plain-png.ts';
import type { Raster } from './raster.ts';
import { fullScale, samplesToBytes, type Samples } from './samples.ts';
import { readTiffTags, type TiffTags } from './tiff-tags.ts';

/** The meaning of a picture's bands. */
interface Bands {
  /** 1: grey; 3: red, green and blue. They are the first bands. */
  readonly colours: 1 | 3;
  /** The index of the opacity band, if there is one. */
  readonly opacity?: number | undefined;
  /** Whether the smallest sample is white. */
  readonly isNegative?: boolean;
  /** The number of bits of a sample, as the file says. */
  readonly bits?: number | undefined;
  /** Whether samples could be negative. */
  readonly isSigned?: boolean;
}

/**
 * Decodes a PNG into a raster of 4 channels.
 *
 * @throws InputError if the scale of its samples is unknown
 * @throws the error of libvips if the picture is damaged
 */
export function decodePng(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> | Raster {
  const plain = decodePlainPng(bytes);
  if (plain && plain.width * plain.height <= settings.maxPixels) return shrink(plain, settings.longestEdge);
  const depth = bytes[24];
  if (depth !== 16) return decodeColours(bytes, settings);
  const colours = (bytes[25]! & 2) !== 0 ? 3 : 1;
  // A transparent colour (`tRNS`) also becomes a band of opacity.
  return decodeDeep(bytes, { colours, opacity: colours, bits: significantBits(bytes) }, settings);
}

/** The content of the chunk `sBIT`, if there is one. It comes before the pixels. */
function significantBits(bytes: Uint8Array): number | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096));
  const at = start.indexOf('sBIT');
  const isBeforePixels = at >= 0 && at + 4 < start.length && !start.subarray(0, at).includes('IDAT');
  const bits = isBeforePixels ? start[at + 4]! : 0;
  return bits > 8 && bits < 16 ? bits : undefined;
}

/**
 * Decodes a TIFF into a raster of 4 channels.
 *
 * @throws InputError if the header does not say which bands are its colours, if it is a raw photograph, or if
 *   the scale of its samples is unknown
 * @throws the error of libvips if the picture is damaged
 */
export function decodeTiff(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  const tags = readTiffTags(bytes);
  if (!tags) return decodeColours(bytes, settings);
  refuseRaw(bytes, tags);
  const { bitsPerSample = [1], sampleFormat = [1] } = tags;
  if (bitsPerSample.some((bits) => bits > 32))
    throw new InputError(`expected samples of at most 32 bits, got ${Math.max(...bitsPerSample)}`);
  const isDeep =
    bitsPerSample.some((bits) => bits > 8) || sampleFormat.some((format) => format !== 1 && format !== 4);
  const bands = bandsOf(tags);
  const hasSpareBands =
    bands !== undefined && bandCount(tags) > bands.colours + (bands.opacity === undefined ? 0 : 1);
  if (!bands || !(isDeep || hasSpareBands)) return decodeColours(bytes, settings);
  return decodeDeep(bytes, bands, settings);
}

/** Decodes a TIFF despite warnings of libtiff, if they concern only tags that do not affect the pixels. */
export async function decodeUntidyTiff(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  try {
    return await decodeTiff(bytes, settings);
  } catch (error) {
    if (!complaints(error).every((line) => harmless.some((words) => words.test(line)))) throw error;
    return decodeTiff(bytes, { ...settings, failOn: 'error' });
  }
}

/** Tags that change the meaning of the pixels. */
const pixelTags =
  'Bits|Photometric|Compression|Samples|Strip|Tile|Predictor|Planar|Extra|Color|Sample|Image|Rows|Fill|Orientation|JPEG|YCbCr|Ink';
/** Harmless warnings of libtiff, and the text that sharp and libvips put around them. */
const harmless = [
  /^Warning treated as error/,
  /^error in tile/,
  /^ASCII value for tag/,
  /tags are not sorted in ascending order/,
  /^Unknown field with tag/,
  /^Sum of Photometric type-related color channels and ExtraSamples/, // bandsOf decides what the bands are
  /is missing required "StripByteCounts" field, calculating/,
  /^Corrupt JPEG data: \d+ extraneous bytes before marker 0x(?!d[0-7])/,
  new RegExp(`^(?:Incorrect count for|Incompatible type for|IO error during reading of) "(?!${pixelTags})`),
];

/** TIFF's photometric interpretations. */
const photometrics = {
  whiteIsZero: 0,
  blackIsZero: 1,
  rgb: 2,
  palette: 3,
  separated: 5,
  yCbCr: 6,
} as const;
const unreadPhotometrics = new Map([
  [4, 'a mask'],
  [8, 'in the colour space L*a*b*'],
  [9, 'in the colour space ICC L*a*b*'],
  [10, 'in the colour space ITU L*a*b*'],
  [32_803, 'a raw photograph (colour filter array)'],
  [32_844, 'in the colour space LogL'],
  [32_845, 'in the colour space LogLuv'],
  [34_892, 'a raw photograph (linear)'],
]);

function refuseRaw(bytes: Uint8Array, { subfileType = [0], dngVersion }: TiffTags): void {
  const isCanon = bytes[8] === 0x43 && bytes[9] === 0x52; // 'CR'
  const isPreview = (subfileType[0]! & 1) !== 0;
  if (dngVersion || isCanon) throw new InputError('expected a developed picture, got a raw photograph');
  if (isPreview)
    throw new InputError(
      'expected a developed picture, got one that begins with a preview, as raw photographs do',
    );
}

const bandCount = ({ samplesPerPixel = [1] }: TiffTags): number => samplesPerPixel[0]!;

/**
 * The bands of a picture in grey or in red, green and blue; undefined for other colours, which libvips
 * converts.
 */
function bandsOf(tags: TiffTags): Bands | undefined {
  const count = bandCount(tags);
  const { photometric = [count >= 3 ? photometrics.rgb : photometrics.blackIsZero], extraSamples = [] } =
    tags;
  const kind = photometric[0]!;
  const unread = unreadPhotometrics.get(kind);
  if (unread !== undefined) throw new InputError(`this TIFF picture is ${unread}, which is not supported`);
  const isGrey = kind === photometrics.whiteIsZero || kind === photometrics.blackIsZero;
  if (!isGrey && kind !== photometrics.rgb) {
    refuseSpareBands(kind, count, extraSamples, tags);
    return undefined;
  }
  if (isGrey && count > 2) throw unknownBands(count);
  if (!isGrey && count < 3)
    throw new InputError(`expected at least 3 bands for red, green and blue, got ${count}`);
  const colours = isGrey ? 1 : 3;
  // 1 and 2 mean opacity; with 0 or no value, the meaning of the band is unknown.
  const extra = extraSamples.findIndex((meaning) => meaning === 1 || meaning === 2);
  return {
    colours,
    opacity: extra >= 0 && colours + extra < count ? colours + extra : undefined,
    isNegative: kind === photometrics.whiteIsZero,
    bits: saidBits(tags),
    isSigned: tags.sampleFormat?.[0] === 2,
  };
}

const unknownBands = (count: number): InputError =>
  new InputError(`the picture has ${count} bands, and its header does not say which are red, green and blue`);

/** JPEG, in its old and new form: the only compression for which the decoder converts YCbCr to RGB. */
const jpegCompressions = [6, 7];

/**
 * CMYK and other colour spaces can be converted only if they have their own bands and at most one of opacity.
 */
function refuseSpareBands(
  kind: number,
  count: number,
  extraSamples: readonly number[],
  { inkSet = [1], compression = [1] }: TiffTags,
): void {
  if (kind === photometrics.yCbCr && !jpegCompressions.includes(compression[0]!))
    throw new InputError(
      'this TIFF picture is in the colour space YCbCr without JPEG, which is not supported',
    );
  if (kind === photometrics.separated && inkSet[0] !== 1)
    throw new InputError(`expected the inks cyan, magenta, yellow and black, got ${count} other inks`);
  const colours = kind === photometrics.separated ? 4 : kind === photometrics.palette ? 1 : 3;
  const spare = count - colours;
  if (spare > 1 || (spare === 1 && extraSamples[0] !== 1 && extraSamples[0] !== 2))
    throw new InputError(
      `the picture has ${count} bands, and its header does not say what the last ones are`,
    );
}

/** The bits by `MaxSampleValue`, if that is the largest value of a whole number of bits. */
function saidBits({ maxSampleValue }: TiffTags): number | undefined {
  const bits = maxSampleValue && Math.log2(maxSampleValue[0]! + 1);
  return bits !== undefined && Number.isInteger(bits) && bits >= 8 ? bits : undefined;
}

async function decodeDeep(bytes: Uint8Array, bands: Bands, settings: DecodeSettings): Promise<Raster> {
  const raster = await decodeSamples(bytes, settings);
  const { samples, width, height } = raster;
  if (raster.bands < bands.colours) throw unknownBands(raster.bands);
  const colours = bandsFrom(raster, 0, bands.colours);
  const opacityBand = bands.opacity !== undefined && bands.opacity < raster.bands ? bands.opacity : undefined;
  const isPlain = raster.bands <= bands.colours + (opacityBand === undefined ? 0 : 1);
  // libvips handles samples that use all 16 bits, and it applies their colour profile.
  const isUsual = samples instanceof Uint16Array && isPlain && !bands.isNegative;
  const opacity = opacityBand === undefined ? undefined : bandsFrom(raster, opacityBand, 1);
  if (isUsual && [colours, ...(opacity ? [opacity] : [])].every((part) => fullScale(part, bands) === 65_535))
    return decodeDeepColours(bytes, settings);
  const levels = bands.isNegative ? negative(colours, bands) : samplesToBytes(colours, bands);
  const opacities = opacity && samplesToBytes(opacity, { reachesEnd: true });
  const data = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) data[4 * i + c] = levels[bands.colours * i + (bands.colours === 3 ? c : 0)]!;
    data[4 * i + 3] = opacities ? opacities[i]! : 255;
  }
  return shrink({ width, height, channels: 4, data }, settings.longestEdge);
}

/** Takes some bands of each pixel, as an array of the same type. */
function bandsFrom({ samples, bands }: SampleRaster, first: number, count: number): Samples {
  if (first === 0 && count === bands) return samples;
  const taken = samples.slice(0, (samples.length / bands) * count);
  for (let i = 0; i < taken.length; i++)
    taken[i] = samples[Math.floor(i / count) * bands + first + (i % count)]!;
  return taken;
}

/**
 * libvips inverts white-is-zero within the range of the type, before the scale is known. This undoes that,
 * scales, and inverts again.
 */
function negative(samples: Samples, bands: Bands): Uint8Array {
  const largest = samples instanceof Uint16Array ? 65_535 : samples instanceof Uint8Array ? 255 : undefined;
  if (largest === undefined)
    throw new InputError('pictures in which 0 is white must have samples of 8 or 16 bits');
  return samplesToBytes(
    samples.map((sample) => largest - sample),
    bands,
  ).map((byte) => 255 - byte);
}
