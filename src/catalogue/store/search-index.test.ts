// Which vectors get an index: the limit is that of pgvector, asked for by making one regardless.
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { searchCatalogue } from '../search.ts';
import { catalogueStatus } from '../status.ts';
import { memoryCatalogue } from '../testing/memory-catalogue.ts';
import { vectorTable } from './schema.ts';
import { ensureIndex, mostIndexedDimensions } from './search-index.ts';

it.each([
  [mostIndexedDimensions, 'HNSW'],
  [mostIndexedDimensions + 1, 'exact'],
])(
  'vectors of %i numbers are searched: %s',
  async (dimensions, search) => {
    const catalogue = await memoryCatalogue(dimensions);
    try {
      const vector = (axis: number) => Array.from({ length: dimensions }, (_, i) => Number(i === axis));
      await catalogue.put([
        { key: 'hat', vector: vector(0) },
        { key: 'boot', vector: vector(dimensions - 1) },
      ]);
      const { db, model } = catalogue;
      const plain = sql`create index plain on ${sql.table(vectorTable(model.id))}
      using hnsw (embedding halfvec_ip_ops)`.execute(db);
      expect((await Promise.allSettled([plain]))[0].status).toBe(
        search === 'HNSW' ? 'fulfilled' : 'rejected',
      );
      await ensureIndex(db, model.id, () => undefined, 1);
      expect((await catalogueStatus(catalogue)).search).toBe(search);
      const pictures = [Float32Array.from(vector(dimensions - 1))];
      const found = await searchCatalogue(catalogue, { pictures, count: 2 });
      expect(found.map(({ key }) => key)).toEqual(['boot', 'hat']);
    } finally {
      await catalogue.close();
    }
  },
  60_000,
);
