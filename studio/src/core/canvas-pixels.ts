// Pixels of a canvas: red, green, blue and opacity.

/** Pixels for a canvas, `[height, width, 4]`. */
export interface CanvasPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Pictures of one size in lines, a pixel apart. */
export function sheetOf(pictures: readonly CanvasPixels[], columns: number): CanvasPixels {
  const { width, height } = pictures[0]!;
  const lines = Math.ceil(pictures.length / columns);
  const [wide, tall] = [columns * (width + 1) - 1, lines * (height + 1) - 1];
  const sheet = new Uint8ClampedArray(wide * tall * 4);
  pictures.forEach(({ data }, i) => {
    const [left, top] = [(i % columns) * (width + 1), Math.floor(i / columns) * (height + 1)];
    for (let y = 0; y < height; y++)
      sheet.set(data.subarray(4 * y * width, 4 * (y + 1) * width), 4 * ((top + y) * wide + left));
  });
  return { width: wide, height: tall, data: sheet };
}
