// Converts samples of any depth to bytes. If samples have more than 8 bits or are floats, the file seldom
// says their scale: 12 bits of a camera are stored in 16, floats go to 1 or to 255. So the scale is inferred
// from the values. If that fails, the picture is refused, because a wrong scale would silently make it black.
import { InputError } from '../../errors.ts';

/** The types of arrays of samples. */
export type Samples =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** The range of samples. */
export interface Extent {
  readonly min: number;
  readonly max: number;
  /** Whether all are whole numbers. */
  readonly isWhole: boolean;
  /**
   * Whether all are bytes stored in 16 bits with both halves equal, as programs write that convert 8 bits to
   * 16.
   */
  readonly isDoubled: boolean;
}

export interface ScaleOptions {
  /** The number of bits of a sample, if the file says it. */
  readonly bits?: number | undefined;
  /** Whether they certainly reach the end of their scale, as opacities do, even if that is small. */
  readonly reachesEnd?: boolean;
  /** Whether one of their bits is a sign, which leaves one bit fewer. */
  readonly isSigned?: boolean;
}

/** The depths of cameras and scanners, and those of whole integer types, without a sign and with one. */
export const depths = { unsigned: [8, 10, 12, 14, 16, 32], signed: [8, 10, 12, 14, 15, 31] };
/**
 * The smallest maximum of whole numbers in a picture. Lower values could be the numbers of regions, or noise.
 */
const leastMax = 16;
/** Resampled floats go a little beyond both ends of their scale. */
export const overshoot = 1.1;

/**
 * Converts samples to bytes, 0 to 255, by the scale of the samples.
 *
 * Whole numbers use the smallest usual depth that holds them: 8, 10, 12, 14, 16 or 32 bits. Floats go from 0
 * to 1, from 0 to 255, or use such a depth.
 *
 * @throws InputError for negative samples, for NaN and infinity, and if no scale fits
 */
export function samplesToBytes(samples: Samples, options: ScaleOptions = {}): Uint8Array {
  return scaledToBytes(samples, fullScale(samples, options));
}

/** Converts samples on the scale of 0 to `full` to bytes. */
export function scaledToBytes(samples: Samples, full: number): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i++)
    bytes[i] = Math.max(0, Math.min(255, Math.round((255 * samples[i]!) / full)));
  return bytes;
}

/**
 * The value of the brightest possible sample.
 *
 * @throws like `samplesToBytes`
 */
export function fullScale(samples: Samples, options: ScaleOptions = {}): number {
  const extent = extentOf(samples);
  const full = scaleOf(samples, extent, options);
  const least = extent.isWhole ? 0 : (1 - overshoot) * full;
  if (extent.min < least) throw new InputError(`expected samples from 0, got ${told(extent.min)}`);
  return full;
}

function scaleOf(
  samples: Samples,
  { max, isWhole, isDoubled }: Extent,
  { bits, reachesEnd, isSigned }: ScaleOptions,
): number {
  if (samples instanceof Uint8Array) return reachesEnd && max === 1 ? 1 : 255;
  if (max === 0) return 1; // black on every scale
  const beyond = isFloat(samples) ? overshoot : 1;
  if (max <= beyond && (reachesEnd || isFloat(samples) || !isWhole)) return 1;
  if (isDoubled) return 65_535;
  if (!reachesEnd && max < leastMax) throw noScale(max);
  const usual = isSigned ? depths.signed : depths.unsigned;
  const depth = [...(bits === undefined ? [] : [bits]), ...usual].find((d) => max <= beyond * (2 ** d - 1));
  // There is no usual depth between 16 and 31 bits, and a picture of 32 bits that uses few of them would be
  // black.
  if (depth === undefined || (depth > 16 && max < 2 ** 28)) throw noScale(max);
  return 2 ** depth - 1;
}

const isFloat = (samples: Samples): boolean =>
  samples instanceof Float32Array || samples instanceof Float64Array;

const noScale = (max: number): InputError =>
  new InputError(
    `expected samples from 0 to 1, from 0 to 255, or of 10, 12, 14, 16 or 32 bits, got samples up to ${told(max)}`,
  );

/** A sample in at most six digits. */
export const told = (value: number): string => String(Number(value.toPrecision(6)));

/**
 * The range of samples, extended to include 0.
 *
 * @throws InputError for NaN and infinity
 */
export function extentOf(samples: Samples): Extent {
  let [min, max] = [Infinity, -Infinity];
  let [isWhole, isDoubled] = [true, samples instanceof Uint16Array];
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]!;
    if (!Number.isFinite(value))
      throw new InputError('expected finite numbers as samples, got infinite or invalid ones');
    if (value < min) min = value;
    if (value > max) max = value;
    if (isWhole && !Number.isInteger(value)) isWhole = false;
    if (isDoubled && value % 257 !== 0) isDoubled = false;
  }
  return { min: Math.min(min, 0), max: Math.max(max, 0), isWhole, isDoubled };
}
