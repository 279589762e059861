// The interface of all methods: what they explain, and what they return.
import { InputError } from '../errors.ts';
import type { Explainer } from './explainer.ts';

/** Maps of the importance of pixels, one for each picture. */
export interface Explanation {
  /** `[count, height, width]`, in the size of the pictures. */
  readonly maps: Float32Array;
  /** The class that each map explains, `[count]`. */
  readonly targets: Int32Array;
  /** Whether values below zero speak against the class; otherwise all values are 0 or more. */
  readonly isSigned: boolean;
}

/** The options of every method of explanation. */
export interface ExplanationOptions {
  /** The class to explain, for all pictures or for each; by default the predicted class of each picture. */
  readonly targets?: number | ArrayLike<number> | undefined;
  /** The layer for class activation maps; by default the last with feature maps. */
  readonly layer?: string | undefined;
  /** The seed of everything random; 1 by default. */
  readonly seed?: number | undefined;
}

/** A method of explanation: computes maps for pictures `[count, channels, height, width]`, 0 to 255. */
export type ExplanationMethod = (
  explainer: Explainer,
  images: ArrayLike<number>,
  options?: ExplanationOptions,
) => Promise<Explanation>;

/**
 * The class to explain for each picture, `[count]`.
 *
 * @throws InputError for a class index out of range
 */
export async function targetsOf(
  explainer: Explainer,
  images: ArrayLike<number>,
  targets: ExplanationOptions['targets'],
): Promise<Int32Array> {
  if (targets === undefined) return explainer.predictedClasses(images);
  const count = explainer.countOf(images);
  const given = typeof targets === 'number' ? new Int32Array(count).fill(targets) : Int32Array.from(targets);
  const classes = explainer.classNames.length;
  const wrong = given.find((target) => !(target >= 0 && target < classes));
  if (wrong !== undefined)
    throw new InputError(`targets: expected classes from 0 to ${classes - 1}, got ${wrong}`);
  if (given.length !== count)
    throw new InputError(`targets: expected one for each of ${count} pictures, got ${given.length}`);
  return given;
}

/** Reduces the channels of `[count, channels, height, width]` to one number for each pixel. */
export function overChannels(
  { channels, imageSize }: Explainer,
  values: Float32Array,
  reduce: (a: number, b: number) => number,
): Float32Array {
  const area = imageSize / channels;
  const maps = new Float32Array(values.length / channels);
  for (let i = 0; i < maps.length; i++) {
    const first = Math.floor(i / area) * imageSize + (i % area);
    let value = values[first]!;
    for (let channel = 1; channel < channels; channel++)
      value = reduce(value, values[first + channel * area]!);
    maps[i] = value;
  }
  return maps;
}
