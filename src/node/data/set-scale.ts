// The scale that the samples of a data set are on. Files of numbers seldom say it: bytes, the shares of 0 to
// 1, scikit-learn's digits of
// 0 to 16, 12 bits in 16. All splits together tell; where they do not, they are refused, so that nothing
// comes out dark in silence.
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
 * The ends of scales of whole numbers below a byte's: one to seven bits, and 16 as in scikit-learn's digits;
 * 256 is a byte's, miscounted.
 */
const smallEnds: readonly number[] = [1, 3, 7, 15, 16, 31, 63, 127, 256];
/**
 * What a set must reach of its scale, and each split of what all reach: below it, pictures would be black.
 */
const leastShare = 1 / 8;
/** A set that reaches less of its scale is dark, and that is said. */
const plainShare = 1 / 2;

/**
 * Splits in bytes of 0 to 255, and what should be known of their scale, a line or none.
 *
 * @throws InputError where no scale fits
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

/** Of every picture first all of one channel, then all of the next. */
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

/** What a set holds, and what its arrays can hold. */
interface SetExtent extends Extent {
  /** The largest number of the arrays' type, where it is of 8 bits. */
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
      `${least.source}: its samples go below 0, to ${told(all.min)}, expected 0 and more; give them as they were before they were standardised or centred`,
    );
  const full = fullOf(all);
  if (full === undefined) throw noScale(brightest.source, all);
  if (darkest.max < leastShare * all.max)
    throw new InputError(
      `${darkest.source}: its samples reach ${told(darkest.max)}, those of ${brightest.source} ${told(all.max)}; expected one scale for all splits`,
    );
  const dim = extents
    .filter(({ max }) => max < plainShare * all.max)
    .map(
      ({ split, max }) => `its ${split} split is darker: its samples reach ${told(max)} of ${told(all.max)}`,
    );
  return { full, notices: [...noticesOf(all, full), ...dim] };
}

const lesser = <E extends Extent>(a: E, b: E): E => (b.max < a.max ? b : a);
const greater = <E extends Extent>(a: E, b: E): E => (b.max > a.max ? b : a);

function extentOfPart({ samples, imagesSource }: SamplePart): Extent {
  // Bytes are what most sets are, and one bright sample is enough to know it.
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

/** The sample that is as bright as can be, or nothing where it can't be told. */
function fullOf({ max, isWhole, isDoubled, end, isSigned }: SetExtent): number | undefined {
  if (smallEnds.includes(max) && (isWhole || max >= 15)) return max;
  if (end !== undefined) return max >= leastShare * end ? end : undefined;
  if (!isWhole && max <= overshoot) return max >= leastShare ? 1 : undefined;
  if (max <= plainShare * 255) return undefined;
  if (isDoubled) return 65_535;
  const beyond = isWhole ? 1 : overshoot;
  const usual = isSigned || max === 2 ** 15 - 1 ? depths.signed : depths.unsigned;
  const depth = usual.find((bits) => max <= beyond * (2 ** bits - 1));
  // Between 16 and 31 bits there is no usual depth.
  if (depth === undefined || (depth > 16 && max < leastShare * 2 ** depth)) return undefined;
  return 2 ** depth - 1;
}

const noScale = (source: string, { min, max }: Extent): InputError =>
  new InputError(
    max === 0
      ? `${source}: all samples are 0, expected pictures`
      : `${source}: its samples go from ${told(min)} to ${told(max)}, which is no scale that is known; expected 0 to 1, to 15, 16 or 255, or 10, 12, 14 or 16 bits: scale them to 0 to 255 first`,
  );

function noticesOf({ min, max }: Extent, full: number): readonly string[] {
  const reach = `its samples go from ${told(min)} to ${told(max)}`;
  if (full === max && full !== 1 && full !== 255) return [`${reach} and are scaled to 0 to 255`];
  if (full !== 1 && full !== 255)
    return [`${reach} and are taken as ${bitsOf(full)} bits, 0 to ${full}; they are scaled to 0 to 255`];
  return max < plainShare * full ? [`${reach} of ${full}, so its pictures are dark`] : [];
}

const bitsOf = (full: number): number => Math.round(Math.log2(full + 1));
