// Draws the pictures of a sample.
import { Random } from '../random.ts';

/**
 * Draws `most` of the integers below `count` with seed 1, in rising order; all of them if there are fewer.
 */
export function sampleIndices(count: number, most: number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, i) => i);
  if (count <= most) return all;
  return new Random(1, 'report').shuffle(all).slice(0, most).sort();
}
