// A hash of a picture that nearly equal pictures share but for a few bits: whether each of 16 × 16 cells is
// lighter than the one to its right (dHash; Krawetz, 2013, "Kind of like that"). Copies in another size or
// quality differ in a few bits, different pictures in about half of those that are not flat.

const cells = 16;
/** Differences below this, of 255, count as flat: noise would decide about them. */
const least = 2;

/**
 * The hash of a picture.
 *
 * @param image uint8 `[channels, height, width]`
 * @returns 64 hexadecimal digits
 */
export function differenceHash(image: Uint8Array, channels: number, height: number, width: number): string {
  const means = cellMeans(image, channels, height, width);
  let [hash, digit] = ['', 0];
  for (let i = 0; i < cells * cells; i++) {
    const at = Math.floor(i / cells) * (cells + 1) + (i % cells);
    digit = 2 * digit + Number(means[at]! > means[at + 1]! + least);
    if (i % 4 === 3) [hash, digit] = [hash + digit.toString(16), 0];
  }
  return hash;
}

/** The number of bits in which two hashes differ. */
export function hashDistance(a: string, b: string): number {
  let bits = 0;
  for (let i = 0; i < a.length; i++) {
    let different = parseInt(a[i]!, 16) ^ parseInt(b[i]!, 16);
    for (; different > 0; different >>= 1) bits += different & 1;
  }
  return bits;
}

/** The mean of each of 16 rows of 17 cells, over all channels. */
function cellMeans(image: Uint8Array, channels: number, height: number, width: number): Float64Array {
  const columns = cells + 1;
  const means = new Float64Array(cells * columns);
  for (let row = 0; row < cells; row++) {
    const [top, bottom] = bounds(row, cells, height);
    for (let column = 0; column < columns; column++) {
      const [left, right] = bounds(column, columns, width);
      let sum = 0;
      for (let plane = 0; plane < channels; plane++)
        for (let y = top; y < bottom; y++) {
          const start = (plane * height + y) * width;
          for (let x = left; x < right; x++) sum += image[start + x]!;
        }
      means[row * columns + column] = sum / (channels * (bottom - top) * (right - left));
    }
  }
  return means;
}

/** The pixels of a cell, at least one. */
function bounds(cell: number, count: number, size: number): readonly [number, number] {
  const start = Math.floor((cell * size) / count);
  return [start, Math.max(start + 1, Math.floor(((cell + 1) * size) / count))];
}
