// The simplest classifiers: the most frequent class, the class with the nearest mean picture, and the vote
// of the nearest pictures (Cover & Hart, 1967, "Nearest neighbor pattern classification").
import type { Dataset } from '../data/dataset.ts';
import { countByClass } from '../data/by-class.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { nearestNeighbours } from '../neighbours/nearest-neighbours.ts';
import { scaledPixels, squaredDistance, type Vectors } from '../neighbours/vectors.ts';

/** Predicts the most frequent class in training for every picture; in a tie, the first one. */
export function predictMajority(train: Dataset, test: Dataset): Int32Array {
  const counts = countByClass(train.labels, train.classNames.length);
  return new Int32Array(test.count).fill(counts.indexOf(Math.max(...counts)));
}

/** Predicts the class with the nearest mean picture, among classes with pictures. */
export function predictNearestCentroid(train: Dataset, test: Dataset): Int32Array {
  const centroids = meanPictures(train);
  const pictures = pixelsOf(test);
  const counts = countByClass(train.labels, train.classNames.length);
  return Int32Array.from({ length: test.count }, (_, i) => {
    const distances = counts.map((count, label) =>
      count === 0 ? Infinity : squaredDistance(pictures, i, centroids, label),
    );
    return distances.indexOf(Math.min(...distances));
  });
}

/** The number of neighbours that vote. It was not tuned. */
export const votingNeighbours = 5;

/**
 * Predicts the majority class of the nearest training pictures, compared pixel by pixel. In a tie the
 * nearest counts.
 */
export async function predictNearestNeighbours(
  train: Dataset,
  test: Dataset,
  options: DeviceOptions & { readonly onProgress?: (done: number) => void } = {},
): Promise<Int32Array> {
  const { k, indices } = await nearestNeighbours(pixelsOf(test), pixelsOf(train), {
    ...options,
    k: votingNeighbours,
  });
  return Int32Array.from({ length: test.count }, (_, i) =>
    vote(Array.from(indices.subarray(i * k, (i + 1) * k), (index) => train.labels[index]!)),
  );
}

/** The most frequent of labels that are sorted by distance; in a tie, the one that comes first. */
export function vote(labels: readonly number[]): number {
  const votes = new Map<number, number>();
  for (const label of labels) votes.set(label, (votes.get(label) ?? 0) + 1);
  return [...votes].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** Each picture's bytes as numbers from 0 to 1. */
export const pixelsOf = ({ images, channels, height, width }: Dataset): Vectors =>
  scaledPixels(images, channels * height * width);

function meanPictures(train: Dataset): Vectors {
  const { dimensions, values } = pixelsOf(train);
  const classes = train.classNames.length;
  const counts = countByClass(train.labels, classes);
  const sums = new Float64Array(classes * dimensions);
  train.labels.forEach((label, i) => {
    for (let d = 0; d < dimensions; d++) sums[label * dimensions + d]! += values[i * dimensions + d]!;
  });
  const means = Float32Array.from(sums, (sum, i) => sum / Math.max(1, counts[Math.floor(i / dimensions)]!));
  return { count: classes, dimensions, values: means };
}
