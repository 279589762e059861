// How well maps tell defective pixels from good ones: the area under the ROC curve over all pixels, and the
// area under the curve of per-region overlap, AUPRO (Bergmann et al., 2020, "Uninformed Students:
// Student-Teacher Anomaly Detection with Discriminative Latent Embeddings", section 4.3), in which each
// defect counts the same, large or small. Pixels are counted in narrow bins of their value, so that memory
// does not grow with them.
import { connectedPlaces } from './connected-places.ts';

/** The pixels of a picture by the bin of their value, the highest bin first. */
export interface PixelCounts {
  /** The good pixels in each bin. */
  readonly good: Uint32Array;
  /** The defective pixels in each bin. */
  readonly defective: Uint32Array;
  /** The sum over defects of the share of the defect in each bin. */
  readonly overlap: Float64Array;
  /** The number of defects: connected regions of defective pixels. */
  readonly regions: number;
}

/** The bins, and the values from the highest to the lowest that they tell apart, by the unit. */
const [binCount, highest, lowest] = [8192, 1e3, 1e-3];

/** Bins of equal ratio, each 0.2 % wide. */
function binOf(value: number, unit: number): number {
  const share = Math.log(highest / (value / unit)) / Math.log(highest / lowest);
  return Math.min(binCount - 1, Math.max(0, Math.floor(share * binCount)));
}

/**
 * Counts the pixels of a picture.
 *
 * @param map `[height, width]`, 0 or more
 * @param mask `[height, width]`: 0 for good pixels
 * @param unit a usual value of a map; the same for all pictures that are compared
 */
export function countPixels(
  map: Float32Array,
  mask: Uint8Array,
  size: { readonly height: number; readonly width: number },
  unit: number,
): PixelCounts {
  const [good, defective] = [new Uint32Array(binCount), new Uint32Array(binCount)];
  const overlap = new Float64Array(binCount);
  const { labels, count } = connectedPlaces(mask, size);
  const areas = new Float64Array(count + 1);
  for (const label of labels) areas[label]!++;
  map.forEach((value, i) => {
    const bin = binOf(value, unit);
    const label = labels[i]!;
    if (label === 0) good[bin]!++;
    else {
      defective[bin]!++;
      overlap[bin]! += 1 / areas[label]!;
    }
  });
  return { good, defective, overlap, regions: count };
}

/** How well maps tell defective pixels from good ones. */
export interface PixelDetection {
  /** The probability that a defective pixel has a higher value than a good one. */
  readonly auroc: number;
  /** The mean overlap with a defect, over false positive rates of pixels up to 0.3. */
  readonly aupro: number;
}

/** The false positive rate at which AUPRO ends, as in the paper. */
const lastRate = 0.3;

/**
 * Both figures of pictures.
 *
 * @returns NaN for both if no pixel is defective, or none is good
 * @example
 * const size = { height: 1, width: 4 };
 * const counts = countPixels(Float32Array.of(1, 2, 3, 4), Uint8Array.of(0, 0, 1, 1), size, 1);
 * pixelDetection([counts]).auroc // 1
 */
export function pixelDetection(pictures: readonly PixelCounts[]): PixelDetection {
  const good = summed(pictures.map((picture) => picture.good));
  const defective = summed(pictures.map((picture) => picture.defective));
  const overlap = summed(pictures.map((picture) => picture.overlap));
  const regions = pictures.reduce((sum, picture) => sum + picture.regions, 0);
  const [goods, defectives] = [total(good), total(defective)];
  let [rate, found, covered, auroc, aupro] = [0, 0, 0, 0, 0];
  for (let bin = 0; bin < binCount; bin++) {
    const step = good[bin]! / goods;
    const [nextFound, nextCovered] = [
      found + defective[bin]! / defectives,
      covered + overlap[bin]! / regions,
    ];
    auroc += (step * (found + nextFound)) / 2;
    aupro += areaUpTo(lastRate, rate, step, covered, nextCovered);
    [rate, found, covered] = [rate + step, nextFound, nextCovered];
  }
  return { auroc, aupro: aupro / lastRate };
}

/** The area under a straight line, up to a limit. */
function areaUpTo(limit: number, start: number, width: number, from: number, to: number): number {
  const share = width > 0 ? Math.min(1, Math.max(0, (limit - start) / width)) : 0;
  return share * width * (from + (share * (to - from)) / 2);
}

function summed(rows: readonly ArrayLike<number>[]): Float64Array {
  const sum = new Float64Array(binCount);
  for (const row of rows) for (let i = 0; i < binCount; i++) sum[i]! += row[i]!;
  return sum;
}

const total = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
