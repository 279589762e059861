// Items for tests: vectors of length 1 in random directions, named 0, 1, 2…
import { Random } from '../../../random.ts';
import type { CatalogueItems } from '../recommender.ts';

export function randomItems(count: number, dimensions: number, seed: number): CatalogueItems {
  const random = new Random(seed, 'items');
  const rows = Array.from({ length: count }, () => Array.from({ length: dimensions }, () => random.normal()));
  return {
    keys: rows.map((_, i) => String(i)),
    vectors: {
      ...{ count, dimensions },
      values: Float32Array.from(rows.flatMap((row) => row.map((value) => value / Math.hypot(...row)))),
    },
  };
}
