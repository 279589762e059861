// The index of a catalogue's codes: HNSW (Malkov & Yashunin, 2016, "Efficient and robust approximate
// nearest neighbor search using hierarchical navigable small world graphs"), once comparing with all takes
// too long; and the recall of a search, with the index or without.
import { sql } from 'kysely';
import { NearestLists } from '../../neighbours/nearest-list.ts';
import { dot } from '../diversity.ts';
import type { CatalogueModel } from './models.ts';
import { vectorsInPieces } from './read-items.ts';
import { nearestItems, vectorsOf, type FoundItem } from './search.ts';
import { codeTable, vectorTable, type CatalogueDatabase } from './schema.ts';

/** From how many vectors on an index pays: below, comparing with all of them takes a few milliseconds. */
const leastIndexed = 100_000;

const indexName = (modelId: number): string => `${codeTable(modelId)}_hnsw`;

/** How many vectors a model has, and whether they have an index. */
export async function vectorCount(
  db: CatalogueDatabase,
  modelId: number,
): Promise<{ count: number; isIndexed: boolean }> {
  const { rows } = await sql<{ count: number; isIndexed: boolean }>`
    select count(*)::integer as count, to_regclass(${indexName(modelId)}) is not null as "isIndexed"
    from ${sql.table(vectorTable(modelId))}`.execute(db);
  return rows[0]!;
}

/**
 * Makes the index of a model's vectors if there are enough of them and it has none. Later vectors join it.
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
  const { count, isIndexed } = await vectorCount(db, modelId);
  if (isIndexed || count < least) return;
  onStart(count);
  await db.transaction().execute(async (transaction) => {
    const table = sql.table(codeTable(modelId));
    // Another worker that makes it at the same time would fail at its end. This lock stops no one else.
    await sql`lock table ${table} in share update exclusive mode`.execute(transaction);
    // The graph is built in memory; beyond that, pgvector writes every step to disk.
    await sql`set local maintenance_work_mem = '1GB'`.execute(transaction);
    await sql`create index if not exists ${sql.id(indexName(modelId))}
      on ${table} using hnsw (code bit_hamming_ops)`.execute(transaction);
  });
}

/**
 * How many of the nearest items a search has found; among equally near items the choice is free.
 *
 * @param scores of the nearest items, best first
 */
export function countFound(found: readonly Pick<FoundItem, 'score'>[], scores: readonly number[]): number {
  const least = scores.at(-1)! - 1e-6;
  return Math.min(scores.length, found.filter(({ score }) => score >= least).length);
}

/** How many items a search of the recall is for, and how many searches there are. */
const [depth, searches] = [10, 20];

/**
 * The recall of searches: which share of the ten nearest items they find, in searches for some of the items.
 * The choice of items is always the same. Reads all vectors once.
 */
export async function searchRecall(db: CatalogueDatabase, model: CatalogueModel): Promise<number> {
  const { rows } = await sql<{ key: string }>`
    select key from ${sql.table(vectorTable(model.id))} as vectors join item on item.id = vectors.item_id
    order by md5(key) limit ${searches}`.execute(db);
  const keys = rows.map(({ key }) => key);
  const queries = [...(await vectorsOf(db, model.id, keys)).values()];
  const exact = await bestScores(db, model, queries);
  let [found, all] = [0, 0];
  for (const [i, vector] of queries.entries()) {
    found += countFound(await nearestItems(db, { modelId: model.id, vector, count: depth }), exact[i]!);
    all += exact[i]!.length;
  }
  return found / all;
}

/** The scores of the items nearest to each query, best first, by comparing with all. */
async function bestScores(
  db: CatalogueDatabase,
  model: CatalogueModel,
  queries: readonly Float32Array[],
): Promise<number[][]> {
  const nearest = new NearestLists(queries.length, depth);
  let first = 0;
  for await (const piece of vectorsInPieces(db, model)) {
    for (const [row, query] of queries.entries()) {
      const distances = Float32Array.from(piece, ({ vector }) => -dot(query, vector));
      nearest.offer(row, distances, 0, piece.length, first, -1);
    }
    first += piece.length;
  }
  return queries.map((_, row) =>
    Array.from(nearest.distances.subarray(row * depth, (row + 1) * depth), (distance) => -distance).filter(
      Number.isFinite,
    ),
  );
}
