// Maps laid out side by side in one plane, or a row of numbers broken into lines, to see all at once.
export interface Mosaic {
  readonly height: number;
  readonly width: number;
  /** `[height, width]`; not a number between the maps. */
  readonly values: Float32Array;
  /** The number at a cell; nothing between the maps. */
  readonly indexAt: (row: number, column: number) => number | undefined;
  /** The cell of a number. */
  readonly cellOf: (index: number) => readonly [number, number];
}

/**
 * Lays out `[maps, height, width]` with a free line between maps, or `[count]` without.
 *
 * @param values as many as the shape says
 */
export function mosaicOf(values: ArrayLike<number>, shape: readonly number[]): Mosaic {
  const [maps, height, width] = shape.length === 3 ? (shape as [number, number, number]) : [shape[0]!, 1, 1];
  const gap = height * width > 1 ? 1 : 0;
  const across = Math.ceil(Math.sqrt((maps * height) / width));
  const [tall, wide] = [height + gap, width + gap];
  const size = { height: Math.ceil(maps / across) * tall - gap, width: across * wide - gap };
  const cellOf = (index: number): readonly [number, number] => {
    const [map, inside] = [Math.floor(index / (height * width)), index % (height * width)];
    return [
      Math.floor(map / across) * tall + Math.floor(inside / width),
      (map % across) * wide + (inside % width),
    ];
  };
  const indexAt = (row: number, column: number): number | undefined => {
    const [y, x] = [row % tall, column % wide];
    const map = Math.floor(row / tall) * across + Math.floor(column / wide);
    if (y >= height || x >= width || map >= maps) return undefined;
    return (map * height + y) * width + x;
  };
  const laid = new Float32Array(size.height * size.width).fill(NaN);
  for (let i = 0; i < maps * height * width; i++) {
    const [row, column] = cellOf(i);
    laid[row * size.width + column] = values[i]!;
  }
  return { ...size, values: laid, indexAt, cellOf };
}
