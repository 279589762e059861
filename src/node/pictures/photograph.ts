// Whether a picture looks like a photograph of everyday life: in colour, and with a background that is not of
// one colour. Drawn pictures, grey ones and cut-out garments are not.
import { borderDeviation } from '../../data/fitting/background.ts';
import type { Raster } from './raster.ts';

/** The least difference of a pixel's channels that counts as colour, and the least share of such pixels. */
const [colourful, leastShare] = [16, 0.05];
/** How far the levels of a border of one colour may lie from their median. */
const plain = 8;

/** @param raster red, green, blue and opacity */
export const looksLikePhotograph = (raster: Raster): boolean =>
  isColourful(raster) && borderDeviation(raster) > plain;

function isColourful({ data, channels }: Raster): boolean {
  let colours = 0;
  for (let i = 0; i < data.length; i += channels) {
    const [red, green, blue] = [data[i]!, data[i + 1]!, data[i + 2]!];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) >= colourful) colours++;
  }
  return colours > (leastShare * data.length) / channels;
}
