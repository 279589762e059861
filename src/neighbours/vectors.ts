// Many vectors of one length in one array, row by row, for comparing them.

/** Many vectors of one length in one array. */
export interface Vectors {
  /** The number of vectors. */
  readonly count: number;
  /** The length of each vector. */
  readonly dimensions: number;
  /** `[count, dimensions]` */
  readonly values: Float32Array;
}

/**
 * The squared distance of two rows, in double precision.
 *
 * @param ignoring directions of length 1 for each row of `a`; distance along them does not count
 */
export function squaredDistance(
  a: Vectors,
  i: number,
  b: Vectors,
  j: number,
  ignoring: readonly Vectors[] = [],
): number {
  const along = (direction: Vectors | undefined): number => {
    let sum = 0;
    const first = i * a.dimensions;
    for (let p = first, q = j * a.dimensions; p < first + a.dimensions; p++, q++) {
      const difference = a.values[p]! - b.values[q]!;
      sum += difference * (direction ? direction.values[p]! : difference);
    }
    return sum;
  };
  return Math.max(
    0,
    ignoring.reduce((rest, direction) => rest - along(direction) ** 2, along(undefined)),
  );
}

/** The squared length of each row. */
export function squaredLengths({ count, dimensions, values }: Vectors): Float32Array {
  return Float32Array.from({ length: count }, (_, row) => {
    let sum = 0;
    for (let i = row * dimensions; i < (row + 1) * dimensions; i++) sum += values[i]! * values[i]!;
    return sum;
  });
}

/** The vectors at the indices, in that order. */
export function selectRows({ dimensions, values }: Vectors, indices: ArrayLike<number>): Vectors {
  const rows = new Float32Array(indices.length * dimensions);
  for (let i = 0; i < indices.length; i++) {
    const start = indices[i]! * dimensions;
    rows.set(values.subarray(start, start + dimensions), i * dimensions);
  }
  return { count: indices.length, dimensions, values: rows };
}

/** The numbers from `start` to before `end` of each vector. */
export function selectColumns(
  { count, dimensions, values }: Vectors,
  start: number,
  end = dimensions,
): Vectors {
  const size = end - start;
  const columns = new Float32Array(count * size);
  for (let row = 0; row < count; row++)
    columns.set(values.subarray(row * dimensions + start, row * dimensions + end), row * size);
  return { count, dimensions: size, values: columns };
}

/** Bytes as numbers from 0 to 1. */
export const scaledPixels = (images: Uint8Array, dimensions: number): Vectors => ({
  count: images.length / dimensions,
  dimensions,
  values: Float32Array.from(images, (byte) => byte / 255),
});
