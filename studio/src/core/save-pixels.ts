// Small pictures as PNG files, enlarged so that their pixels can be seen.
import { download } from './download.ts';
import type { CanvasPixels } from './canvas-pixels.ts';

/** The least longer side of what is saved, in pixels. */
const leastSide = 448;

/** Pixels as the bytes of a PNG file. */
export function pngOf({ width, height, data }: CanvasPixels): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** @param name of the file, without its extension */
export async function savePixels(name: string, { width, height, data }: CanvasPixels): Promise<void> {
  const scale = Math.max(1, Math.ceil(leastSide / Math.max(width, height)));
  const small = new OffscreenCanvas(width, height);
  small.getContext('2d')!.putImageData(new ImageData(data, width, height), 0, 0);
  const large = new OffscreenCanvas(width * scale, height * scale);
  const context = large.getContext('2d')!;
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, large.width, large.height);
  download(`${name}.png`, await large.convertToBlob({ type: 'image/png' }), 'image/png');
}
