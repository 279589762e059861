/** The index of each kernel element along each axis, in row-major order. */
export const kernelOffsets = (kernel: readonly number[]): number[][] =>
  kernel.reduce<number[][]>(
    (offsets, size) =>
      offsets.flatMap((offset) => Array.from({ length: size }, (_, place) => [...offset, place])),
    [[]],
  );
