// A layer's result as a solid: width and depth show the size of its picture, height its number of channels. A
// list of numbers is a rod. Sizes grow more slowly than the numbers, so that small solids remain visible next
// to large ones.

/**
 * In pixels. The front is `width` by `height`; the top and the side recede by `recess` to the right and
 * upwards.
 */
export interface Solid {
  readonly width: number;
  readonly height: number;
  readonly recess: number;
}

/** A layer that keeps the shape is a sheet, for any number of channels. */
const sheetHeight = 3;

/**
 * The solid for a result's shape.
 *
 * @param widest the width of the network's widest picture
 * @param scale a factor for all widths
 */
export function solidOf(
  shape: readonly number[],
  { widest, isSheet, scale }: { widest: number; isSheet: boolean; scale: number },
): Solid {
  const [channels = 1, rows, columns = rows] = shape;
  if (rows === undefined || columns === undefined) {
    const width = Math.min(130, 14 + 11 * Math.log2(channels + 1)) * scale;
    return { width, height: isSheet ? sheetHeight : 9, recess: 5 };
  }
  const width = (22 + 94 * Math.sqrt(columns / widest)) * scale;
  const height = isSheet ? sheetHeight : 3 + 2.6 * Math.log2(channels + 1);
  return { width, height, recess: Math.min(18, 0.15 * width * Math.min(2, rows / columns)) };
}

/** The space that a solid takes, including its recess. */
export const extentOf = ({ width, height, recess }: Solid): { width: number; height: number } => ({
  width: width + recess,
  height: height + recess,
});
