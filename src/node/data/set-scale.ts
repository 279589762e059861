// Finds the scale of a data set's samples. Files of numbers seldom say it: bytes, fractions from 0 to 1,
// scikit-learn's digits from 0 to 16, 12 bits in 16. All splits together decide. If they do not, the data set
// is refused, because a wrong scale would silently make it dark.
import { splitOrder, type SplitName } from '../../data/split-words.ts';
import { InputError } from '../../errors.ts';
import {
  depths,
  extentOf,
  overshoot,
  scaledToBytes,
  told,
  type Extent,
  type Samples,
} from '../pictures/samples.ts';
import {
  mapParts,
  type PixelPart,
  type PixelParts,
  type SamplePart,
  type SampleParts,
} from './pixel-parts.ts';

/**
 * The maxima of whole-number scales below a byte's: one to seven bits, and 16 as in scikit-learn's digits.
 * 256 is a byte scale with a common off-by-one error.
 */
const smallEnds: readonly number[] = [1, 3, 7, 15, 16, 31, 63, 127, 256];
/**
 * The least share of its scale that a data set must reach, and that each split must reach of the brightest
 * one. Below it, pictures would be black.
 */
const leastShare = 1 / 8;
/** A data set that reaches less than this share of its scale is dark, which a notice says. */
const plainShare = 1 / 2;

/**
 * Converts splits to bytes from 0 to 255, with at most a few notices about their scale.
 *
 * @throws InputError if no scale fits
 */
export function bytesOfParts(read: SampleParts): { parts: PixelParts; notices: readonly string[] } {
  const { full, notices } = scaleOf(
    splitOrder.flatMap((split) => (read[split] ? { split, ...read[split] } : [])),
  );
  return { parts: mapParts(read, (part) => bytesOf(part, full)), notices };
}

function bytesOf({ samples, isInterleaved, ...part }: SamplePart, full: number): PixelPart {
  const bytes = samples instanceof Uint8Array && full === 255 ? samples : scaledToBytes(samples, full);
  return { ...part, images: isInterleaved ? inPlanes(bytes, part.count, part.channels) : bytes };
}

/** Moves channels from pixel by pixel to plane by plane. */
function inPlanes(bytes: Uint8Array, count: number, channels: number): Uint8Array {
  if (channels === 1) return bytes;
  const planes = new Uint8Array(bytes.length);
  const area = bytes.length / count / channels;
  for (let picture = 0; picture < count; picture++) {
    const start = picture * area * channels;
    for (let i = 0; i < area; i++)
      for (let c = 0; c < channels; c++) planes[start + c * area + i] = bytes[start + i * channels + c]!;
  }
  return planes;
}

/** The range of a data set's samples, and the range of its arrays' type. */
interface SetExtent extends Extent {
  /** The largest number of the arrays' type, if it has 8 bits. */
  readonly end: number | undefined;
  readonly isSigned: boolean;
}

function scaleOf(parts: readonly (SamplePart & { split: SplitName })[]): {
  full: number;
  notices: readonly string[];
} {
  const extents = parts.map((part) => ({
    split: part.split,
    source: part.imagesSource,
    ...extentOfPart(part),
  }));
  const [darkest, brightest] = [extents.reduce(lesser), extents.reduce(greater)];
  const arrays = parts.map(({ samples }) => samples);
  const all: SetExtent = {
    min: Math.min(...extents.map(({ min }) => min)),
    max: brightest.max,
    isWhole: extents.every(({ isWhole }) => isWhole),
    isDoubled: extents.every(({ isDoubled }) => isDoubled),
    end: endOf(arrays),
    isSigned: arrays.some((array) => array instanceof Int16Array || array instanceof Int32Array),
  };
  const least = extents.find(({ min }) => min === all.min)!;
  if (all.min < 0 && (all.isWhole || -all.min > (overshoot - 1) * all.max))
    throw new InputError(
      `${least.source}: expected samples from 0, got ${told(all.min)}; save them without standardising or centring`,
    );
  const full = fullOf(all);
  if (full === undefined) throw noScale(brightest.source, all);
  if (darkest.max < leastShare * all.max)
    throw new InputError(
      `${darkest.source}: expected one scale for all splits, got samples up to ${told(darkest.max)} here and up to ${told(all.max)} in ${brightest.source}`,
    );
  const dim = extents
    .filter(({ max }) => max < plainShare * all.max)
    .map(
      ({ split, max }) =>
        `the ${split} split is darker: its samples reach only ${told(max)} of ${told(all.max)}`,
    );
  return { full, notices: [...noticesOf(all, full), ...dim] };
}

const lesser = <E extends Extent>(a: E, b: E): E => (b.max < a.max ? b : a);
const greater = <E extends Extent>(a: E, b: E): E => (b.max > a.max ? b : a);

function extentOfPart({ samples, imagesSource }: SamplePart): Extent {
  // Most data sets have bytes, and one bright sample is enough to know the scale.
  if (samples instanceof Uint8Array && samples.some((sample) => sample >= 128))
    return { min: 0, max: 255, isWhole: true, isDoubled: false };
  try {
    return extentOf(samples);
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${imagesSource}: ${error.message}`);
    throw error;
  }
}

const endOf = (arrays: readonly Samples[]): number | undefined =>
  arrays.every((array) => array instanceof Uint8Array)
    ? 255
    : arrays.every((array) => array instanceof Int8Array)
      ? 127
      : undefined;

/** The value of the brightest possible sample; undefined if it is unknown. */
function fullOf({ max, isWhole, isDoubled, end, isSigned }: SetExtent): number | undefined {
  if (smallEnds.includes(max) && (isWhole || max >= 15)) return max;
  if (end !== undefined) return max >= leastShare * end ? end : undefined;
  if (!isWhole && max <= overshoot) return max >= leastShare ? 1 : undefined;
  if (max <= plainShare * 255) return undefined;
  if (isDoubled) return 65_535;
  const beyond = isWhole ? 1 : overshoot;
  const usual = isSigned || max === 2 ** 15 - 1 ? depths.signed : depths.unsigned;
  const depth = usual.find((bits) => max <= beyond * (2 ** bits - 1));
  // There is no usual depth between 16 and 31 bits.
  if (depth === undefined || (depth > 16 && max < leastShare * 2 ** depth)) return undefined;
  return 2 ** depth - 1;
}

const noScale = (source: string, { min, max }: Extent): InputError =>
  new InputError(
    max === 0
      ? `${source}: expected pictures, got only samples of 0`
      : `${source}: expected samples from 0 to 1, 15, 16 or 255, or of 10, 12, 14 or 16 bits, got ${told(min)} to ${told(max)}; scale them to 0 to 255 first`,
  );

function noticesOf({ min, max }: Extent, full: number): readonly string[] {
  const reach = `samples go from ${told(min)} to ${told(max)}`;
  if (full === max && full !== 1 && full !== 255) return [`${reach}; they are scaled to 0 to 255`];
  if (full !== 1 && full !== 255)
    return [`${reach}; they are read as ${bitsOf(full)} bits (0 to ${full}) and scaled to 0 to 255`];
  return max < plainShare * full ? [`${reach} on a scale to ${full}, so the pictures are dark`] : [];
}

const bitsOf = (full: number): number => Math.round(Math.log2(full + 1));
