// A picture of planes as a PNG that is large enough to look at.
import sharp from 'sharp';

/** The least edge, in pixels. */
const leastEdge = 224;

/**
 * Draws a small picture with its pixels as sharp squares.
 *
 * @param planes `[3, height, width]`, 0 to 255
 * @returns the bytes of a PNG
 */
export async function enlargedPng(planes: Uint8Array, height: number, width: number): Promise<Uint8Array> {
  const area = height * width;
  const pixels = Uint8Array.from({ length: 3 * area }, (_, i) => planes[(i % 3) * area + Math.floor(i / 3)]!);
  const scale = Math.max(1, Math.ceil(leastEdge / Math.max(height, width)));
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(width * scale, height * scale, { kernel: 'nearest' })
    .png()
    .toBuffer();
}
