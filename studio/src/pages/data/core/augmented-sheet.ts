// Pictures and what augmentation makes of them, as one picture to save: a line for each.
import { sheetOf, type CanvasPixels } from '../../../core/canvas-pixels.ts';
import { colourPixels } from '../../../pictures/core/colour-pixels.ts';
import type { PictureShape } from '../../../pictures/core/place.ts';
import { versionsOf, type Amounts } from './augment.ts';

/** So many versions of each picture are shown. */
export const versionCount = 7;

/** @param pictures `[channels, height, width]` each, at least one */
export function augmentedSheet(
  pictures: readonly Uint8Array[],
  shape: PictureShape,
  amounts: Amounts,
  seed: number,
): CanvasPixels {
  const { width, height } = shape;
  const cells = pictures
    .flatMap((pixels) => [pixels, ...versionsOf(pixels, shape, amounts, versionCount, seed)])
    .map((pixels) => {
      const data = new Uint8ClampedArray(4 * width * height);
      colourPixels(pixels, shape, data);
      return { width, height, data };
    });
  return sheetOf(cells, 1 + versionCount);
}
