// The pictures of items as one picture to save.
import type { CanvasPixels } from '../../core/canvas-pixels.ts';
import { sheetOfFiles } from '../../core/picture-sheet.ts';
import { pictureAddress } from './core/queries.ts';

/** The longer side of each, in pixels. */
const edge = 160;

export const sheetOfItems = (
  catalogue: string,
  items: readonly { readonly key: string; readonly hasPicture?: boolean | undefined }[],
): Promise<CanvasPixels> =>
  sheetOfFiles(
    items
      .filter(({ hasPicture = true }) => hasPicture)
      .map(({ key }) => pictureAddress(catalogue, key, edge)),
  );
