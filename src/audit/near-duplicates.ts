// Finds pairs of pictures that are nearly the same. Each picture is compared pixel by pixel with its nearest
// neighbours by descriptor, which tolerates small shifts. The distances of these pairs are exact. A pair is
// missed if each of the two has twenty other pictures that are nearer.
import type { Dataset } from '../data/dataset.ts';
import type { Neighbours } from '../neighbours/nearest-neighbours.ts';
import { Random } from '../random.ts';
import { blur } from '../robustness/blur.ts';
import { pictureDistance } from './picture-distance.ts';

/** Two pictures by index, the lower one first. */
export interface NearDuplicate {
  /** The index of the first picture. */
  readonly a: number;
  /** The index of the second picture, above that of the first. */
  readonly b: number;
  /**
   * The root mean square difference of the softened pixels at the best shift, as a share of white: 0 for
   * equal pictures.
   */
  readonly distance: number;
}

/** Pictures with a larger distance are not near-duplicates to anyone. */
const farthestDuplicate = 0.15;

/**
 * The nearest pairs, nearest first.
 *
 * @param neighbours the neighbours of each picture within the data set
 * @param limit the most pairs
 */
export function findNearDuplicates(dataset: Dataset, neighbours: Neighbours, limit: number): NearDuplicate[] {
  const images = softened(dataset);
  const pairs: NearDuplicate[] = [];
  let bound = farthestDuplicate;
  for (const { a, b } of candidatePairs(neighbours)) {
    const distance = pictureDistance(images, dataset, a, b, bound);
    if (distance >= bound) continue;
    pairs.push({ a, b, distance });
    if (pairs.length < 2 * limit) continue;
    pairs.sort(byDistance).length = limit;
    bound = pairs.at(-1)!.distance + 1e-9; // keeps ties
  }
  return pairs.sort(byDistance).slice(0, limit);
}

/**
 * The blur as a share of the side: half a pixel of 28. More would hide more noise, but also the differences
 * between plain garments.
 */
const softness = 0.02;

/** Blurs the pictures a little. This removes more of the noise in single pixels than of real differences. */
function softened(dataset: Dataset): Uint8Array {
  const smooth = blur.prepare(dataset, softness);
  const images = new Uint8Array(dataset.images.length);
  const size = dataset.images.length / dataset.count;
  for (let offset = 0; offset < images.length; offset += size)
    smooth(dataset.images, offset, images, offset, unused);
  return images;
}

const unused = new Random(0);

const byDistance = (p: NearDuplicate, q: NearDuplicate): number =>
  p.distance - q.distance || p.a - q.a || p.b - q.b;

/** Each pair once, the nearest by descriptor first, so that the bound falls early. */
function candidatePairs({ count, k, indices, distances }: Neighbours): { a: number; b: number }[] {
  const order = Uint32Array.from({ length: indices.length }, (_, i) => i).sort(
    (p, q) => distances[p]! - distances[q]! || p - q,
  );
  const seen = new Set<number>();
  const pairs: { a: number; b: number }[] = [];
  for (const place of order) {
    const [i, j] = [Math.floor(place / k), indices[place]!];
    const [a, b] = [Math.min(i, j), Math.max(i, j)];
    if (seen.has(a * count + b)) continue;
    seen.add(a * count + b);
    pairs.push({ a, b });
  }
  return pairs;
}
