// Samples of any depth as bytes. Where a picture's samples have more than 8 bits, or are floats, its file
// seldom says on which scale they are: a camera's 12 bits lie in 16, floats run to 1 or to 255. What the
// samples hold tells; where it does not, they are refused, so that nothing comes out black in silence.
import { InputError } from '../../errors.ts';

/** Arrays that samples come in. */
export type Samples =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** What samples hold. */
export interface Extent {
  readonly min: number;
  readonly max: number;
  /** Whether all are whole numbers. */
  readonly isWhole: boolean;
  /** Whether all are bytes in 16 bits, both halves alike, as a program writes that makes 16 bits of 8. */
  readonly isDoubled: boolean;
}

export interface ScaleOptions {
  /** How many bits the file says that samples have, where it does. */
  readonly bits?: number | undefined;
  /** Whether they are sure to reach the end of their scale, as opacities do, however near that is. */
  readonly reachesEnd?: boolean;
  /** Whether one of their bits is a sign, and they have so many fewer. */
  readonly isSigned?: boolean;
}

/** Depths that cameras and scanners have, and those of whole containers, with a sign and without. */
export const depths = { unsigned: [8, 10, 12, 14, 16, 32], signed: [8, 10, 12, 14, 15, 31] };
/** Of whole numbers in one picture: less could be the numbers of regions, or noise; it is no picture. */
const leastMax = 16;
/** Floats reach a little beyond their scale, at both ends, where they were resampled. */
export const overshoot = 1.1;

/**
 * Bytes of samples, 0 to 255, by the scale that the samples are on.
 *
 * Whole numbers are on the scale of the smallest usual depth that holds them, 8, 10, 12, 14, 16 or 32 bits;
 * floats on 0 to 1, 0 to 255 or that of a depth.
 *
 * @throws InputError for negative samples, for what is no number, and where no scale fits
 */
export function samplesToBytes(samples: Samples, options: ScaleOptions = {}): Uint8Array {
  return scaledToBytes(samples, fullScale(samples, options));
}

/** Bytes of samples on the scale of 0 to `full`. */
export function scaledToBytes(samples: Samples, full: number): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i++)
    bytes[i] = Math.max(0, Math.min(255, Math.round((255 * samples[i]!) / full)));
  return bytes;
}

/** The sample that is as bright as can be. Throws like `samplesToBytes`. */
export function fullScale(samples: Samples, options: ScaleOptions = {}): number {
  const extent = extentOf(samples);
  const full = scaleOf(samples, extent, options);
  const least = extent.isWhole ? 0 : (1 - overshoot) * full;
  if (extent.min < least) throw new InputError(`its samples go below 0, to ${told(extent.min)}`);
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
  // Between 16 and 31 bits there is no usual depth, and a picture on 32 bits that uses few of them would be
  // black.
  if (depth === undefined || (depth > 16 && max < 2 ** 28)) throw noScale(max);
  return 2 ** depth - 1;
}

const isFloat = (samples: Samples): boolean =>
  samples instanceof Float32Array || samples instanceof Float64Array;

const noScale = (max: number): InputError =>
  new InputError(
    `its samples reach ${told(max)}, expected a scale to 1 or to 255, or one of 10, 12, 14, 16 or 32 bits`,
  );

/** A sample in few digits. */
export const told = (value: number): string => String(Number(value.toPrecision(6)));

/** What samples hold, 0 at least. @throws InputError for what is no finite number */
export function extentOf(samples: Samples): Extent {
  let [min, max] = [Infinity, -Infinity];
  let [isWhole, isDoubled] = [true, samples instanceof Uint16Array];
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]!;
    if (!Number.isFinite(value)) throw new InputError('it has samples that are no finite numbers');
    if (value < min) min = value;
    if (value > max) max = value;
    if (isWhole && !Number.isInteger(value)) isWhole = false;
    if (isDoubled && value % 257 !== 0) isDoubled = false;
  }
  return { min: Math.min(min, 0), max: Math.max(max, 0), isWhole, isDoubled };
}
