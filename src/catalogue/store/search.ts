// Nearest items of a vector. Codes choose the candidates, because comparing two codes takes a fraction of the
// time that comparing two vectors takes; vectors then order the candidates. They have length 1, so that their
// inner product is the cosine; pgvector's `<#>` is its negative, and `<~>` is the Hamming distance.
import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import { codeBits, simHash } from '../sim-hash.ts';
import { bitBytes, halfvecBytes, halfvecFrom } from './binary.ts';
import { codeTable, vectorTable, type Attributes, type CatalogueDatabase } from './schema.ts';

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
  /** Compares with all vectors, not only with those that codes choose. */
  readonly exact?: boolean;
  /** Whether an index of the codes may be used, which gives up if few of the nearest meet the condition. */
  readonly usesIndex?: boolean;
}

/**
 * How many items are compared by their vectors, after their codes have chosen them: four for each that is
 * wanted, within limits. pgvector's index finds no more than the most.
 */
const candidatesPerItem = 4;
const [leastCandidates, mostCandidates] = [300, 1000];

/** The items nearest to a vector, nearest first; in a tie, by key. */
export async function nearestItems(db: CatalogueDatabase, query: NearestQuery): Promise<FoundItem[]> {
  const { vector, count } = query;
  const distance = sql<number>`nearest.embedding <#> ${halfvecBytes(vector)}::halfvec`;
  const { rows } = await db.transaction().execute(async (transaction) => {
    const candidates = Math.min(mostCandidates, Math.max(leastCandidates, candidatesPerItem * count));
    await sql`select set_config('hnsw.ef_search', ${String(candidates)}, true),
      set_config('hnsw.iterative_scan', 'relaxed_order', true)`.execute(transaction);
    return sql<Omit<FoundItem, 'vector'> & { embedding: Uint8Array }>`
      select key, -distance as score, file, content, hash, attributes, halfvec_send(embedding) as embedding
      from (
        select item_id, embedding, ${distance} as distance
        from (${candidatesOf(query, candidates)}) as nearest
        order by distance limit ${count}
      ) as nearest join item on item.id = nearest.item_id`.execute(transaction);
  });
  return rows
    .map(({ embedding, ...item }) => ({ ...item, vector: halfvecFrom(embedding) }))
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
}

/** The items whose codes are nearest, or all for an exact search. */
function candidatesOf(
  { modelId, vector, where, exact = false, usesIndex = true }: NearestQuery,
  count: number,
): RawBuilder<unknown> {
  const vectors = sql`${sql.table(vectorTable(modelId))} as vectors`;
  const item = sql`join item on item.id = vectors.item_id`;
  if (exact)
    return sql`select item_id, embedding from ${vectors} ${where ? sql`${item} where ${where}` : sql``}`;
  const distance = sql`code <~> ${bitBytes(simHash(vector))}::bit(${sql.lit(codeBits)})`;
  const order = usesIndex ? distance : sql`(${distance}) + 0`; // no index has sums
  return sql`
    select vectors.item_id, embedding
    from (
      select codes.item_id from ${sql.table(codeTable(modelId))} as codes
      ${where ? sql`join ${vectors} on vectors.item_id = codes.item_id ${item} where ${where}` : sql``}
      order by ${order} limit ${count}
    ) as chosen join ${vectors} on vectors.item_id = chosen.item_id`;
}

/** The vectors of items by their keys; those without a vector are missing. */
export async function vectorsOf(
  db: CatalogueDatabase,
  modelId: number,
  keys: readonly string[],
): Promise<Map<string, Float32Array>> {
  const { rows } = await sql<{ key: string; embedding: Uint8Array }>`
    select key, halfvec_send(embedding) as embedding
    from item join ${sql.table(vectorTable(modelId))} as vectors on vectors.item_id = item.id
    where key = any(${keys}::text[])`.execute(db);
  return new Map(rows.map(({ key, embedding }) => [key, halfvecFrom(embedding)]));
}
