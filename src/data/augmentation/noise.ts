// Gaussian noise, independent for each pixel and channel. The amount is its standard deviation as a share of
// 255. It is drawn from a table of quantiles of the normal distribution, because a logarithm and a cosine
// for each pixel would take as long as all other augmentations together. The table ends at 3.7 standard
// deviations.
import { amountBetween, toByte, type PixelAugmentation } from './kinds.ts';

const tableSize = 4096;

export const noise = {
  amount: amountBetween(0, 1, 'a share of 255'),
  change(images, offset, share, random, { channels, height, width }) {
    const quantiles = normalQuantiles();
    const deviation = 255 * share;
    const end = offset + channels * height * width;
    let bits = 0; // 32 random bits, enough for two pixels
    for (let i = offset; i < end; i++) {
      bits = (i - offset) % 2 === 0 ? random.uint32() : bits >>> 16;
      images[i] = toByte(images[i]! + deviation * quantiles[bits & (tableSize - 1)]!);
    }
  },
} satisfies PixelAugmentation;

let table: Float32Array | undefined;

/** The quantiles of the normal distribution at (i + 1/2) / 4096, computed by integrating its density. */
function normalQuantiles(): Float32Array {
  if (table) return table;
  table = new Float32Array(tableSize);
  const step = 2 ** -12;
  let below = 0;
  let found = 0;
  for (let z = -6; found < tableSize / 2; z += step) {
    const slice = (step * Math.exp(-((z + step / 2) ** 2) / 2)) / Math.sqrt(2 * Math.PI);
    for (; found < tableSize / 2 && below + slice >= (found + 0.5) / tableSize; found++) {
      table[found] = z + (step * ((found + 0.5) / tableSize - below)) / slice;
      table[tableSize - 1 - found] = -table[found]!;
    }
    below += slice;
  }
  return table;
}
