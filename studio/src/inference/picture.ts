// Pictures of the page as pixels: files, videos and canvases.
import type { Raster } from '../../../src/data/fitting/raster.ts';
import { resizeRaster } from '../../../src/data/fitting/resize.ts';
import { InputError } from '../../../src/errors.ts';

/** Enough for every network, and quick to fit. As `atelier predict` does for the fit `garment`. */
const longestEdge = 1024;

/**
 * Decodes a file, upright and with its colours in sRGB, and makes it at most 1024 pixels long.
 *
 * @throws InputError if the browser can't read it
 */
export async function rasterOfFile(file: Blob, name = 'the picture'): Promise<Raster> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) throw new InputError(`${name}: expected a picture that this browser can read`);
  try {
    return shrunk(rasterOf(bitmap, bitmap.width, bitmap.height));
  } finally {
    bitmap.close();
  }
}

/** The picture that a video shows now. */
export const rasterOfVideo = (video: HTMLVideoElement): Raster =>
  shrunk(rasterOf(video, video.videoWidth, video.videoHeight));

function rasterOf(source: CanvasImageSource, width: number, height: number): Raster {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(source, 0, 0, width, height);
  return rasterOfCanvas(context);
}

/** The pixels of a canvas. Give its context `willReadFrequently`. */
export function rasterOfCanvas(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
): Raster {
  const { width, height } = context.canvas;
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, channels: 4, data: new Uint8Array(data.buffer) };
}

function shrunk(raster: Raster): Raster {
  const { width, height } = raster;
  const scale = longestEdge / Math.max(width, height);
  if (scale >= 1) return raster;
  const size = (edge: number) => Math.max(1, Math.round(edge * scale));
  return resizeRaster(raster, { left: 0, top: 0, width, height }, size(width), size(height));
}
