// The initial values of weights. Kernels are `[inputs, units]` for dense layers and
// `[filters, channels, ...kernel]` for convolutions.
import { sizeOf } from '../engine/graph/tensor-type.ts';
import type { Random } from '../random.ts';
import type { Initializer, TrainingPictures } from './initializer.ts';
import { whitening } from './whitening.ts';

/** The number of inputs of each output, and the number of outputs that each input feeds. */
function fans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  if (shape.length === 2) return { fanIn: shape[0]!, fanOut: shape[1]! };
  const field = sizeOf(shape.slice(2));
  return { fanIn: shape[1]! * field, fanOut: shape[0]! * field };
}

const fill = (shape: readonly number[], next: () => number): Float32Array =>
  Float32Array.from({ length: sizeOf(shape) }, next);

export const zeros: Initializer = (shape) => new Float32Array(sizeOf(shape));
export const ones: Initializer = (shape) => new Float32Array(sizeOf(shape)).fill(1);

/** Glorot & Bengio (2010): uniform within ±√(6 / (fan in + fan out)). */
export const glorotUniform: Initializer = (shape, random) => {
  const { fanIn, fanOut } = fans(shape);
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return fill(shape, () => random.between(-limit, limit));
};

/** He et al. (2015): normal with variance 2 / fan in, for layers followed by ReLU. */
export const heNormal: Initializer = (shape, random) => {
  const deviation = Math.sqrt(2 / fans(shape).fanIn);
  return fill(shape, () => deviation * random.normal());
};

/** He et al. (2015), uniform within ±√(6 / fan in). */
export const heUniform: Initializer = (shape, random) => {
  const limit = Math.sqrt(6 / fans(shape).fanIn);
  return fill(shape, () => random.between(-limit, limit));
};

/**
 * Draws the kernel of each group of a grouped convolution separately,
 * `[filters / groups, channels / groups, ...kernel]`, so that the fans are those within a group. (Keras
 * computes the fans of a depthwise kernel as if each filter saw all channels.)
 */
export const inGroups = (initializer: Initializer, groups: number): Initializer =>
  groups === 1 ? initializer : (...given) => drawInGroups(initializer, groups, ...given);

function drawInGroups(
  initializer: Initializer,
  groups: number,
  [filters, ...rest]: readonly number[],
  random: Random,
  pictures?: TrainingPictures,
): Float32Array {
  const shape = [filters! / groups, ...rest];
  const data = new Float32Array(groups * sizeOf(shape));
  for (let group = 0; group < groups; group++)
    data.set(initializer(shape, random, pictures), group * sizeOf(shape));
  return data;
}

/** All initialisers by name. */
export const initializers = { zeros, ones, glorotUniform, heNormal, heUniform, whitening };
/**
 * The name of an initialiser.
 *
 * @useDeclaredType
 */
export type InitializerName = keyof typeof initializers;
export const initializerNames = Object.keys(initializers) as [InitializerName, ...InitializerName[]];
