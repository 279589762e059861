// The items of a catalogue page by page, in the order of their keys, under a condition.
import { sql, type Expression, type SqlBool } from 'kysely';
import { vectorTable, type CatalogueDatabase } from './schema.ts';

/** An item in a list. */
export interface ListedItem {
  readonly key: string;
  /** The attribute `category`. */
  readonly category: string | null;
  /** Whether it has a picture. */
  readonly hasPicture: boolean;
}

/** A part of a list. */
export interface ItemPage {
  /** How many items there are in all. */
  readonly total: number;
  readonly items: readonly ListedItem[];
}

/** What to list. */
export interface ListQuery {
  /** A condition on the columns of `item` and `vectors`. */
  readonly where?: Expression<SqlBool> | undefined;
  /** How many items to leave out at the beginning. */
  readonly start: number;
  readonly count: number;
}

/** Lists items. */
export async function listItems(
  db: CatalogueDatabase,
  modelId: number,
  { where = sql`true`, start, count }: ListQuery,
): Promise<ItemPage> {
  const items = sql`item left join ${sql.table(vectorTable(modelId))} as vectors on vectors.item_id = item.id
    where ${where}`;
  const { rows } = await sql<ListedItem>`
    select key, attributes ->> 'category' as category, file is not null as "hasPicture"
    from ${items} order by key collate "C" limit ${count} offset ${start}`.execute(db);
  const { rows: counted } = await sql<{
    total: number;
  }>`select count(*)::integer as total from ${items}`.execute(db);
  return { total: counted[0]!.total, items: rows };
}
