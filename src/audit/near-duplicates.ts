// Finds pairs of pictures that are nearly the same. Each picture is compared pixel by pixel with its nearest
// neighbours by descriptor, which tolerates small shifts. The distances of these pairs are exact. A pair is
// missed if each of the two has twenty other pictures that are nearer.
import { pictureSizeOf, type Dataset } from '../data/dataset.ts';
import { readPictures, type Pictures } from '../data/pictures.ts';
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

/** Softened pictures in memory at a time, in bytes. */
const mostInMemory = 2 ** 28;

/**
 * The nearest pairs, nearest first.
 *
 * @param neighbours the neighbours of each picture within the data set
 * @param limit the most pairs
 * @param most the softened pictures in memory at a time; by default as many as take 256 MiB
 */
export function findNearDuplicates(
  dataset: Dataset<Pictures>,
  neighbours: Neighbours,
  limit: number,
  most = Math.ceil(mostInMemory / pictureSizeOf(dataset)),
): NearDuplicate[] {
  const candidates = candidatePairs(neighbours);
  const pairs: NearDuplicate[] = [];
  let bound = farthestDuplicate;
  for (const { a, b, images, places } of inMemory(dataset, candidates, most)) {
    const distance = pictureDistance(images, dataset, ...places, bound);
    if (distance >= bound) continue;
    pairs.push({ a, b, distance });
    if (pairs.length < 2 * limit) continue;
    pairs.sort(byDistance).length = limit;
    bound = pairs.at(-1)!.distance + 1e-9; // keeps ties
  }
  return pairs.sort(byDistance).slice(0, limit);
}

interface Pair {
  readonly a: number;
  readonly b: number;
}

/** A pair whose softened pictures are in an array, at two places. */
interface PairInMemory extends Pair {
  readonly images: Uint8Array;
  readonly places: readonly [number, number];
}

/**
 * Goes through the pairs block by block: `most` pictures are in memory, and another one for each pair that
 * has only its first picture among them. Pairs within a block keep their order.
 */
function* inMemory(
  dataset: Dataset<Pictures>,
  pairs: readonly Pair[],
  most: number,
): Generator<PairInMemory> {
  const { count } = dataset;
  const size = pictureSizeOf(dataset);
  const soften = softener(dataset);
  const last = Math.min(most, count);
  const images = new Uint8Array((last + 1) * size);
  for (let start = 0; start < count; start += last) {
    const end = Math.min(count, start + last);
    for (let i = start; i < end; i++) soften(i, images, (i - start) * size);
    const own = pairs.filter(({ a }) => a >= start && a < end);
    for (const { a, b } of own.filter(({ b }) => b < end))
      yield { a, b, images, places: [a - start, b - start] };
    let other: number | undefined;
    for (const { a, b } of own.filter(({ b }) => b >= end).sort((p, q) => p.b - q.b)) {
      if (b !== other) soften(b, images, last * size);
      other = b;
      yield { a, b, images, places: [a - start, last] };
    }
  }
}

/**
 * The blur as a share of the side: half a pixel of 28. More would hide more noise, but also the differences
 * between plain garments.
 */
const softness = 0.02;

/** Blurs a picture a little. This removes more of the noise in single pixels than of real differences. */
function softener(dataset: Dataset<Pictures>): (index: number, to: Uint8Array, offset: number) => void {
  const smooth = blur.prepare(dataset, softness);
  const picture = new Uint8Array(pictureSizeOf(dataset));
  return (index, to, offset) => {
    readPictures(dataset.images, [index], picture.length, picture);
    smooth(picture, 0, to, offset, unused);
  };
}

const unused = new Random(0);

const byDistance = (p: NearDuplicate, q: NearDuplicate): number =>
  p.distance - q.distance || p.a - q.a || p.b - q.b;

/** Each pair once, the nearest by descriptor first, so that the bound falls early. */
function candidatePairs({ count, k, indices, distances }: Neighbours): Pair[] {
  const order = Uint32Array.from({ length: indices.length }, (_, i) => i).sort(
    (p, q) => distances[p]! - distances[q]! || p - q,
  );
  const seen = new Set<number>();
  const pairs: Pair[] = [];
  for (const place of order) {
    const [i, j] = [Math.floor(place / k), indices[place]!];
    const [a, b] = [Math.min(i, j), Math.max(i, j)];
    if (seen.has(a * count + b)) continue;
    seen.add(a * count + b);
    pairs.push({ a, b });
  }
  return pairs;
}
