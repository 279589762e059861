// The index of a catalogue's vectors: HNSW (Malkov & Yashunin, 2016, "Efficient and robust approximate
// nearest neighbor search using hierarchical navigable small world graphs"), once comparing with all takes
// too long.
import { sql } from 'kysely';
import { nearestItems, vectorsOf, type FoundItem } from './search.ts';
import { vectorTable, type CatalogueDatabase } from './schema.ts';

/** From how many vectors on an index pays: below, comparing with all of them takes a few milliseconds. */
export const leastIndexed = 20_000;

/** pgvector's index of half precision takes no longer vectors. */
export const mostIndexedDimensions = 4000;

const indexName = (modelId: number): string => `${vectorTable(modelId)}_hnsw`;

/** How many vectors a model has, their length, and whether they have an index. */
export async function vectorCount(
  db: CatalogueDatabase,
  modelId: number,
): Promise<{ count: number; dimensions: number; isIndexed: boolean }> {
  const { rows } = await sql<{ count: number; dimensions: number; isIndexed: boolean }>`
    select count(*)::integer as count, to_regclass(${indexName(modelId)}) is not null as "isIndexed",
      (select dimensions from model where id = ${modelId}) as dimensions
    from ${sql.table(vectorTable(modelId))}`.execute(db);
  return rows[0]!;
}

/**
 * Makes the index of a model's vectors if there are enough of them and it has none. Later vectors join it.
 * Longer vectors than an index takes are left to the exact search.
 *
 * @param onStart called before the work, which takes minutes for a million vectors, with their number
 * @param least how many are enough
 */
export async function ensureIndex(
  db: CatalogueDatabase,
  modelId: number,
  onStart: (count: number) => void,
  least = leastIndexed,
): Promise<void> {
  const { count, dimensions, isIndexed } = await vectorCount(db, modelId);
  if (isIndexed || count < least || dimensions > mostIndexedDimensions) return;
  onStart(count);
  await db.transaction().execute(async (transaction) => {
    const table = sql.table(vectorTable(modelId));
    // Another worker that makes it at the same time would fail at its end. This lock stops no one else.
    await sql`lock table ${table} in share update exclusive mode`.execute(transaction);
    // The graph is built in memory; beyond that, pgvector writes every step to disk.
    await sql`set local maintenance_work_mem = '1GB'`.execute(transaction);
    await sql`create index if not exists ${sql.id(indexName(modelId))}
      on ${table} using hnsw (embedding halfvec_ip_ops)`.execute(transaction);
  });
}

/** How many of the nearest items a search has found; among equally near items the choice is free. */
export function countFound(
  found: readonly Pick<FoundItem, 'score'>[],
  exact: readonly Pick<FoundItem, 'score'>[],
): number {
  const least = exact.at(-1)!.score - 1e-6;
  return Math.min(exact.length, found.filter(({ score }) => score >= least).length);
}

/** How many items a search of the recall is for, and how many searches there are. */
const [depth, searches] = [10, 50];

/**
 * The recall of the index: which share of the ten nearest items it finds, in searches for some of the items.
 * The choice of items is always the same.
 */
export async function indexRecall(db: CatalogueDatabase, modelId: number): Promise<number> {
  const { rows } = await sql<{ key: string }>`
    select key from ${sql.table(vectorTable(modelId))} as vectors join item on item.id = vectors.item_id
    order by md5(key) limit ${searches}`.execute(db);
  const vectors = await vectorsOf(
    db,
    modelId,
    rows.map(({ key }) => key),
  );
  let [found, all] = [0, 0];
  for (const vector of vectors.values()) {
    const [near, exact] = [
      await nearestItems(db, { modelId, vector, count: depth }),
      await nearestItems(db, { modelId, vector, count: depth, exact: true }),
    ];
    found += countFound(near, exact);
    all += exact.length;
  }
  return found / all;
}
