// Pictures of a data set as one picture to save.
import type { CanvasPixels } from '../core/canvas-pixels.ts';
import { mostPictures, squareSheet } from '../core/picture-sheet.ts';
import { colourPixels } from './core/colour-pixels.ts';
import type { PicturePlace } from './core/place.ts';
import type { PixelSource } from './core/pixel-source.ts';

export async function sheetOfPlaces(
  source: PixelSource,
  places: readonly PicturePlace[],
): Promise<CanvasPixels> {
  const { width, height } = source.shape;
  const pictures = await source.read(places.slice(0, mostPictures));
  return squareSheet(
    pictures.map((pixels) => {
      const data = new Uint8ClampedArray(4 * height * width);
      colourPixels(pixels, source.shape, data);
      return { width, height, data };
    }),
  );
}
