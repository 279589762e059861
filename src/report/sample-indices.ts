// Which pictures stand for all where all are too many.
import { Random } from '../random.ts';

/** So many of the integers below `count`, drawn from seed 1, rising; all where there are no more. */
export function sampleIndices(count: number, most: number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, i) => i);
  if (count <= most) return all;
  return new Random(1, 'report').shuffle(all).slice(0, most).sort();
}
