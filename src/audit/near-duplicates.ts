// Pairs of pictures that are nearly the same: each picture's nearest neighbours by its description, whatever
// small shift is between them, are compared pixel by pixel. Distances of all pairs of neighbours are exact; a
// pair whose pictures each have twenty others nearer may be missed.
import type { Dataset } from '../data/dataset.ts';
import type { Neighbours } from '../neighbours/nearest-neighbours.ts';
import { Random } from '../random.ts';
import { blur } from '../robustness/blur.ts';
import { pictureDistance } from './picture-distance.ts';

/** Two pictures by their indices, the lower one first. */
export interface NearDuplicate {
  /** The index of the first picture. */
  readonly a: number;
  /** The index of the second picture, above that of the first. */
  readonly b: number;
  /**
   * The root mean square difference of their pixels, softened, as a share of white, where they lie best: 0
   * for equal pictures.
   */
  readonly distance: number;
}

/** Farther apart nobody would call two pictures nearly the same. */
const farthestDuplicate = 0.15;

/**
 * The nearest pairs, nearest first.
 *
 * @param neighbours of each picture of the data set within it
 * @param limit how many pairs at most
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
    bound = pairs.at(-1)!.distance + 1e-9; // equal ones are still of interest
  }
  return pairs.sort(byDistance).slice(0, limit);
}

/**
 * As a share of the side: half a pixel of 28. More of it hides noise as well, and what tells plain garments
 * apart, too.
 */
const softness = 0.02;

/**
 * The pictures blurred a little: of noise in single pixels more is lost than of what pictures really differ
 * in.
 */
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

/** Each pair once, those nearest by description first: so the bound is low soon. */
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
