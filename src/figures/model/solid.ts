// A layer's result as a solid seen from above and the side: as wide and deep as its picture, as high as it
// has channels; a list of numbers is a rod. Sizes grow slower than what they stand for, so that small ones
// can be seen beside large ones.

/**
 * Pixels. The front is `width` by `height`; the top and the side recede by `recess` to the right and upwards.
 */
export interface Solid {
  readonly width: number;
  readonly height: number;
  readonly recess: number;
}

/** A layer that only changes numbers in place leaves a sheet, however many channels there are. */
const sheetHeight = 3;

/**
 * The solid for a result's shape.
 *
 * @param widest the widest picture of the network, to which others are compared
 * @param scale of all widths
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

/** The room that a solid takes. */
export const extentOf = ({ width, height, recess }: Solid): { width: number; height: number } => ({
  width: width + recess,
  height: height + recess,
});
