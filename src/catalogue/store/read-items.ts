// Reads many items: the keys of all, some by their keys, and the vectors of all in pieces.
import { sql, type Expression, type SqlBool } from 'kysely';
import { halfvecFrom } from './binary.ts';
import type { CatalogueModel } from './models.ts';
import { vectorTable, type Attributes, type CatalogueDatabase } from './schema.ts';

/**
 * The keys of all items, in the order of their bytes.
 *
 * @param where a condition on the columns of `item` and `vectors`
 */
export async function itemKeys(
  db: CatalogueDatabase,
  modelId: number,
  where: Expression<SqlBool> = sql`true`,
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from item left join ${sql.table(vectorTable(modelId))} as vectors on vectors.item_id = item.id
    where ${where} order by key collate "C"`.execute(db);
  return rows.map(({ key }) => key);
}

/** An item to show. */
export interface ShownItem {
  readonly key: string;
  readonly file: string | null;
  readonly attributes: Attributes;
}

/** Items by their keys; those that the catalogue lacks are missing. */
export async function itemsByKey(
  db: CatalogueDatabase,
  keys: readonly string[],
): Promise<Map<string, ShownItem>> {
  const { rows } = await sql<ShownItem>`select key, file, attributes from item
    where key = any(${keys}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.key, row]));
}

/** An item's vector of length 1. */
export interface ItemVector {
  readonly key: string;
  readonly vector: Float32Array;
}

/** How many numbers a piece has: half a megabyte. */
const numbersPerPiece = 2 ** 18;

/** The vectors of all items in pieces, so that only one piece at a time is in memory twice. */
export async function* vectorsInPieces(
  db: CatalogueDatabase,
  { id, dimensions }: CatalogueModel,
): AsyncGenerator<ItemVector[]> {
  const size = Math.ceil(numbersPerPiece / dimensions);
  for (let last = 0; ;) {
    const { rows } = await sql<{ id: number; key: string; embedding: Uint8Array }>`
      select item.id, key, halfvec_send(embedding) as embedding
      from ${sql.table(vectorTable(id))} as vectors join item on item.id = vectors.item_id
      where item_id > ${last} order by item_id limit ${size}`.execute(db);
    if (rows.length === 0) return;
    last = rows.at(-1)!.id;
    yield rows.map(({ key, embedding }) => ({ key, vector: halfvecFrom(embedding) }));
  }
}
