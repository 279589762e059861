// How weights start. Kernels of dense layers are `[inputs, units]`, of convolutions `[filters, channels, ...kernel]`.
import { sizeOf } from '../engine/graph/tensor-type.ts';
import type { Random } from '../random.ts';

/** Fills a new weight of the given shape. */
export type Initializer = (shape: readonly number[], random: Random) => Float32Array;

/** How many inputs feed one output, and how many outputs one input feeds. */
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

/** He et al. (2015): normal with variance 2 / fan in, for layers that are followed by ReLU. */
export const heNormal: Initializer = (shape, random) => {
  const deviation = Math.sqrt(2 / fans(shape).fanIn);
  return fill(shape, () => deviation * random.normal());
};

/** He et al. (2015), uniform within ±√(6 / fan in). */
export const heUniform: Initializer = (shape, random) => {
  const limit = Math.sqrt(6 / fans(shape).fanIn);
  return fill(shape, () => random.between(-limit, limit));
};

export const initializers = { zeros, ones, glorotUniform, heNormal, heUniform };
export type InitializerName = keyof typeof initializers;
export const initializerNames = Object.keys(initializers) as [InitializerName, ...InitializerName[]];
