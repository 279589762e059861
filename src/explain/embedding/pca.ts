// Principal components (Pearson, 1901; Hotelling, 1933): the directions in which vectors vary most. Subspace
// iteration with the Rayleigh-Ritz step finds them (Halko, Martinsson & Tropp, 2011, "Finding structure with
// randomness", section 4.5). It needs neither the covariance matrix nor its inverse, and computes only as
// many components as asked for.
import { eigenOfSymmetric } from '../../nn/symmetric-eigen.ts';
import { Random } from '../../random.ts';
import type { Embedding } from './penultimate.ts';

export interface PrincipalComponents {
  /** `[size]`, subtracted from each vector first. */
  readonly mean: Float64Array;
  /** Vectors of length 1, in descending order of variance. The largest element of each is above 0. */
  readonly components: readonly Float64Array[];
  /** The variance along each component, and of all dimensions together. */
  readonly variances: readonly number[];
  readonly totalVariance: number;
}

const iterationsOfExact = 60;
/** The relative change of the variances at which the iteration stops. */
const tolerance = 1e-7;

/**
 * The first principal components of vectors.
 *
 * @param count the number of components, at most that of the dimensions and of the vectors
 * @param mostIterations a handful is enough if only the space that they span matters
 * @example principalComponents(embedding, 2).components
 */
export function principalComponents(
  { count: items, size, values }: Embedding,
  count: number,
  mostIterations = iterationsOfExact,
): PrincipalComponents {
  const mean = meanOf(values, items, size);
  const centred = Float64Array.from(values, (value, i) => value - mean[i % size]!);
  const rank = Math.min(count + 6, size, items); // a few extra directions make it converge faster
  let basis = randomBasis(size, rank);
  let variances: readonly number[] = [];
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const ritz = improve(centred, items, size, basis);
    basis = ritz.basis;
    const isDone = hasConverged(variances, ritz.variances.slice(0, count));
    variances = ritz.variances.slice(0, count);
    if (isDone) break;
  }
  const total = centred.reduce((sum, value) => sum + value * value, 0) / items;
  const components = basis.slice(0, Math.min(count, rank)).map(withSign);
  return { mean, components, variances, totalVariance: total };
}

/**
 * The coordinates of vectors along components.
 *
 * @returns `[count, components]`
 */
export function project(
  { count, size, values }: Embedding,
  { mean, components }: Pick<PrincipalComponents, 'mean' | 'components'>,
): Float32Array {
  const projected = new Float32Array(count * components.length);
  for (let i = 0; i < count; i++)
    components.forEach((component, k) => {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += (values[i * size + j]! - mean[j]!) * component[j]!;
      projected[i * components.length + k] = sum;
    });
  return projected;
}

function meanOf(values: Float32Array, items: number, size: number): Float64Array {
  const mean = new Float64Array(size);
  for (let i = 0; i < values.length; i++) mean[i % size]! += values[i]! / items;
  return mean;
}

function randomBasis(size: number, rank: number): Float64Array[] {
  const random = new Random(1, 'principal components');
  const drawn = Array.from({ length: rank }, () =>
    Float64Array.from({ length: size }, () => random.normal()),
  );
  return orthonormal(drawn);
}

/**
 * One step: applies the covariance matrix to an orthonormal basis. Returns the variances of the best
 * directions within it (Ritz values) and the next basis, which is the images of those directions made
 * orthonormal.
 */
function improve(
  centred: Float64Array,
  items: number,
  size: number,
  basis: readonly Float64Array[],
): { basis: Float64Array[]; variances: number[] } {
  const applied = covarianceTimes(centred, items, size, basis);
  const rank = basis.length;
  const small = new Float64Array(rank * rank);
  for (let i = 0; i < rank; i++)
    for (let j = 0; j <= i; j++)
      small[i * rank + j] = small[j * rank + i] =
        (dot(basis[i]!, applied[j]!) + dot(basis[j]!, applied[i]!)) / 2;
  const pairs = eigenOfSymmetric(small, rank);
  return {
    basis: orthonormal(pairs.map(({ vector }) => combine(applied, vector))),
    variances: pairs.map(({ value }) => value),
  };
}

/** The covariance matrix times vectors, computed from the items: C v = Xᵀ (X v) / n. */
function covarianceTimes(
  centred: Float64Array,
  items: number,
  size: number,
  vectors: readonly Float64Array[],
): Float64Array[] {
  const results = vectors.map(() => new Float64Array(size));
  for (let i = 0; i < items; i++) {
    const row = centred.subarray(i * size, (i + 1) * size);
    vectors.forEach((vector, k) => {
      const along = dot(row, vector) / items;
      const result = results[k]!;
      for (let j = 0; j < size; j++) result[j]! += along * row[j]!;
    });
  }
  return results;
}

/**
 * Applies Gram and Schmidt's process twice, because once is not enough for nearly dependent vectors.
 * Directions without length become zeros.
 */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const made: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = vector.slice();
    const before = Math.sqrt(dot(rest, rest));
    for (let pass = 0; pass < 2; pass++)
      for (const other of made) {
        const along = dot(rest, other);
        for (let j = 0; j < rest.length; j++) rest[j]! -= along * other[j]!;
      }
    const length = Math.sqrt(dot(rest, rest));
    made.push(length > 1e-12 * before ? rest.map((value) => value / length) : rest.fill(0));
  }
  return made;
}

function combine(vectors: readonly Float64Array[], shares: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0]!.length);
  vectors.forEach((vector, k) => {
    for (let j = 0; j < sum.length; j++) sum[j]! += shares[k]! * vector[j]!;
  });
  return sum;
}

/**
 * Of the two opposite directions, the one whose largest element is above 0, because the sign is arbitrary.
 */
function withSign(vector: Float64Array): Float64Array {
  const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? vector.map((value) => -value) : vector;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

const hasConverged = (before: readonly number[], after: readonly number[]): boolean =>
  before.length > 0 &&
  after.every((value, i) => Math.abs(value - before[i]!) <= tolerance * Math.abs(value) + 1e-300);
