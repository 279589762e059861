// Searches by codes, without and with an index of them, beside the nearest items by all vectors.
import { afterAll, describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { catalogueStatus } from '../status.ts';
import { memoryCatalogue } from '../testing/memory-catalogue.ts';
import { nearestItems } from './search.ts';
import { countFound, ensureIndex } from './search-index.ts';

const [count, dimensions] = [1000, 128];

/** A random vector of length 1: near one of 20 centres, as pictures are near those of their class. */
function vectorOf(i: number): number[] {
  const [centre, own] = [new Random(i % 20, 'centre'), new Random(i, 'own')];
  const values = Array.from({ length: dimensions }, () => centre.normal() + own.normal());
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

describe('A search among 1,000 vectors', async () => {
  const catalogue = await memoryCatalogue(dimensions);
  afterAll(() => catalogue.close());
  const vectors = Array.from({ length: count }, (_, i) => vectorOf(i));
  for (let i = 0; i < count; i += 100)
    await catalogue.put(vectors.slice(i, i + 100).map((vector, j) => ({ key: `${i + j}`, vector })));
  const queries = Array.from({ length: 20 }, (_, i) => vectorOf(count + i));

  it.each([
    ['codes', Infinity],
    ['HNSW', count],
  ])('finds nearly all of the ten nearest by %s', async (search, least) => {
    await ensureIndex(catalogue.db, catalogue.model.id, () => undefined, least);
    let found = 0;
    for (const query of queries) {
      const nearest = vectors
        .map((vector, i) => ({ key: `${i}`, score: vector.reduce((sum, x, d) => sum + x * query[d]!, 0) }))
        .sort((a, b) => b.score - a.score)
        .slice(0, 10);
      const vector = Float32Array.from(query);
      const items = await nearestItems(catalogue.db, { modelId: catalogue.model.id, vector, count: 10 });
      found += nearest.filter(({ key }) => items.some((item) => item.key === key)).length;
      for (const { key, score } of items)
        expect(score).toBeCloseTo(
          vectors[Number(key)]!.reduce((sum, x, d) => sum + x * query[d]!, 0),
          3,
        );
    }
    expect(found / (10 * queries.length)).toBeGreaterThan(0.95);
    const status = await catalogueStatus(catalogue);
    expect(status.search).toBe(search);
    expect(status.recallAt10).toBeGreaterThan(0.95);
  });
});

it('counts what was found, and takes any of equally near items', () => {
  const found = [{ score: 0.9 }, { score: 0.8 }, { score: 0.5 }];
  expect(countFound(found, [0.9, 0.8, 0.7])).toBe(2);
  expect(countFound(found, [0.9, 0.5, 0.5])).toBe(3);
  expect(countFound([...found, { score: 0.5 }], [0.9, 0.8, 0.5])).toBe(3);
});
