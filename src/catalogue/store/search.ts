// Nearest items of a vector. Vectors have length 1, so that their inner product is the cosine; pgvector's
// `<#>` is its negative. Small catalogues are searched exactly, larger ones by HNSW (Malkov & Yashunin,
// 2016).
import { sql, type Expression, type SqlBool } from 'kysely';
import { vectorTable, type Attributes, type CatalogueDatabase } from './schema.ts';

/** An item that was found. */
export interface FoundItem {
  readonly key: string;
  /** The cosine of the angle between its vector and the one that was searched: at most 1. */
  readonly score: number;
  readonly file: string | null;
  readonly content: string | null;
  readonly hash: string | null;
  readonly attributes: Attributes;
  readonly vector: Float32Array;
}

/** What to search. */
export interface NearestQuery {
  readonly modelId: number;
  readonly vector: Float32Array;
  readonly count: number;
  /** The condition on the columns of `item` and `vectors`. */
  readonly where?: Expression<SqlBool> | undefined;
  /** Compares with all vectors, although there is an index. */
  readonly exact?: boolean;
}

/** How many candidates HNSW keeps; a search for more items keeps more. pgvector allows a thousand. */
const [leastCandidates, mostCandidates] = [100, 1000];

/** The items nearest to a vector, nearest first; in a tie, by key. */
export async function nearestItems(
  db: CatalogueDatabase,
  { modelId, vector, count, where, exact = false }: NearestQuery,
): Promise<FoundItem[]> {
  const distance = sql<number>`vectors.embedding <#> ${vectorText(vector)}::halfvec`;
  const inner = sql`
    select item_id, ${distance} as distance, embedding
    from ${sql.table(vectorTable(modelId))} as vectors
    ${where ? sql`join item on item.id = vectors.item_id where ${where}` : sql``}
    order by ${exact ? sql`(${distance}) + 0` : distance} limit ${count}`; // no index fits a sum
  return db.transaction().execute(async (transaction) => {
    const candidates = Math.min(mostCandidates, Math.max(leastCandidates, 2 * count));
    await sql`select set_config('hnsw.ef_search', ${String(candidates)}, true),
      set_config('hnsw.iterative_scan', 'strict_order', true)`.execute(transaction);
    const { rows } = await sql<Omit<FoundItem, 'vector'> & { embedding: string }>`
      select key, -distance as score, file, content, hash, attributes, embedding::text as embedding
      from (${inner}) as nearest join item on item.id = nearest.item_id`.execute(transaction);
    return rows
      .map(({ embedding, ...item }) => ({ ...item, vector: parseVector(embedding) }))
      .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
  });
}

/** The vectors of items by their keys; those without a vector are missing. */
export async function vectorsOf(
  db: CatalogueDatabase,
  modelId: number,
  keys: readonly string[],
): Promise<Map<string, Float32Array>> {
  const { rows } = await sql<{ key: string; embedding: string }>`
    select key, embedding::text as embedding
    from item join ${sql.table(vectorTable(modelId))} as vectors on vectors.item_id = item.id
    where key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`.execute(db);
  return new Map(rows.map(({ key, embedding }) => [key, parseVector(embedding)]));
}

/** A vector as pgvector reads it. Half precision keeps three digits, so more than six are of no use. */
export const vectorText = (vector: Float32Array): string =>
  `[${Array.from(vector, (value) => Math.round(value * 1e6) / 1e6).join(',')}]`;

/** A vector as pgvector writes it. */
export const parseVector = (text: string): Float32Array => Float32Array.from(JSON.parse(text) as number[]);
