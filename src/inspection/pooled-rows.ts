// Vectors that are collected one by one.
import type { Vectors } from '../neighbours/vectors.ts';

/** Room for a known number of vectors. */
export class PooledRows {
  private readonly values: Float32Array;
  private readonly dimensions: number;
  private count = 0;

  constructor(most: number, dimensions: number) {
    this.values = new Float32Array(most * dimensions);
    this.dimensions = dimensions;
  }

  /** Copies the vector that begins at `start`. */
  add(source: Float32Array, start: number): void {
    this.values.set(source.subarray(start, start + this.dimensions), this.count * this.dimensions);
    this.count++;
  }

  rows(): Vectors {
    const { count, dimensions } = this;
    return { count, dimensions, values: this.values.subarray(0, count * dimensions) };
  }
}

/** Vectors of several sets as one. */
export function joinRows(sets: readonly Vectors[]): Vectors {
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const { dimensions } = sets[0]!;
  const values = new Float32Array(count * dimensions);
  let filled = 0;
  for (const set of sets) {
    values.set(set.values, filled);
    filled += set.values.length;
  }
  return { count, dimensions, values };
}

/** The mean of vectors. */
export function meanRow({ count, dimensions, values }: Vectors): Float32Array {
  const sums = new Float64Array(dimensions);
  for (let i = 0; i < values.length; i++) sums[i % dimensions]! += values[i]!;
  return Float32Array.from(sums, (sum) => sum / count);
}
