// Gaussian blur: rows first, then columns; the edge is repeated outwards. The strength is the kernel's
// standard deviation as a share of the shorter side: 0.6 to 2 pixels of 28. Weights are multiples of 2⁻¹⁵,
// so that every machine gives the same bytes.
import type { PictureShape } from '../data/augmentation/kinds.ts';
import type { Corruption } from './corruption.ts';

const one = 1 << 15;

export const blur: Corruption = {
  unit: 'deviation, share of the side',
  strengths: [0.02, 0.03, 0.04, 0.055, 0.07],
  prepare(shape, share) {
    const { channels, height, width } = shape;
    const weights = gaussianWeights(share * Math.min(height, width));
    const smooth = smoother(shape, weights);
    const plane = height * width;
    return (from, fromOffset, to, toOffset) => {
      for (let start = 0; start < channels * plane; start += plane)
        smooth(from, fromOffset + start, to, toOffset + start);
    };
  },
};

/**
 * The weights of a Gaussian at the distances 0, 1, ... up to three deviations, in units of 2⁻¹⁵. Both sides
 * and the middle add up to exactly 1.
 *
 * @param deviation in pixels
 */
export function gaussianWeights(deviation: number): Int32Array {
  const reach = Math.max(1, Math.ceil(3 * deviation));
  const raw = Array.from({ length: reach + 1 }, (_, i) => Math.exp(-(i * i) / (2 * deviation * deviation)));
  const total = raw.reduce((sum, weight, i) => sum + (i === 0 ? weight : 2 * weight), 0);
  const weights = Int32Array.from(raw, (weight) => Math.round((one * weight) / total));
  const sides = weights.subarray(1).reduce((sum, weight) => sum + weight, 0);
  weights[0] = one - 2 * sides;
  return weights;
}

/** Blurs a channel by way of lines with margins, so that the inner loop needs no checks of bounds. */
function smoother({ height, width }: PictureShape, weights: Int32Array) {
  const reach = weights.length - 1;
  const half = new Uint8Array(height * width);
  const row = new Int32Array(width + 2 * reach);
  const column = new Int32Array(height + 2 * reach);
  return (from: Uint8Array, fromOffset: number, to: Uint8Array, toOffset: number): void => {
    for (let y = 0; y < height; y++) {
      load(row, from, fromOffset + y * width, 1, width, reach);
      store(row, half, y * width, 1, width, weights);
    }
    for (let x = 0; x < width; x++) {
      load(column, half, x, width, height, reach);
      store(column, to, toOffset + x, width, height, weights);
    }
  };
}

function load(
  line: Int32Array,
  from: Uint8Array,
  offset: number,
  stride: number,
  length: number,
  reach: number,
) {
  for (let i = 0; i < length; i++) line[reach + i] = from[offset + i * stride]!;
  line.fill(line[reach]!, 0, reach);
  line.fill(line[reach + length - 1]!, reach + length);
}

function store(
  line: Int32Array,
  to: Uint8Array,
  offset: number,
  stride: number,
  length: number,
  weights: Int32Array,
) {
  const reach = weights.length - 1;
  for (let i = 0; i < length; i++) {
    const middle = reach + i;
    let sum = (one >> 1) + Math.imul(weights[0]!, line[middle]!);
    for (let k = 1; k <= reach; k++) sum += Math.imul(weights[k]!, line[middle - k]! + line[middle + k]!);
    to[offset + i * stride] = sum >> 15;
  }
}
