// One item with all that is known of it, and the keys among given ones that suit a condition.
import { sql, type Expression, type SqlBool } from 'kysely';
import { vectorTable, type Attributes, type CatalogueDatabase } from './schema.ts';

/** An item with all that is known of it. */
export interface ItemDetails {
  readonly key: string;
  readonly file: string | null;
  /** The SHA-256 of the file, in hexadecimal. */
  readonly content: string | null;
  readonly attributes: Attributes;
  readonly added: Date;
  /** The index of the likeliest class; null without a picture, as are the next two. */
  readonly label: number | null;
  readonly probability: number | null;
  readonly novelty: number | null;
}

/** The item of a key; undefined if there is none. */
export async function findItem(
  db: CatalogueDatabase,
  modelId: number,
  key: string,
): Promise<ItemDetails | undefined> {
  const { rows } = await sql<ItemDetails>`
    select key, file, content, attributes, added, label, probability, novelty
    from item left join ${sql.table(vectorTable(modelId))} as vectors on vectors.item_id = item.id
    where key = ${key}`.execute(db);
  return rows[0];
}

/** Those of some keys that are of items with a picture that suit a condition. */
export async function suitableKeys(
  db: CatalogueDatabase,
  modelId: number,
  keys: readonly string[],
  where?: Expression<SqlBool>,
): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select key from item join ${sql.table(vectorTable(modelId))} as vectors on vectors.item_id = item.id
    where key = any(${keys}::text[])
    ${where ? sql`and ${where}` : sql``}`.execute(db);
  return new Set(rows.map(({ key }) => key));
}
