// What the model says of the items with a picture, beside what is known of them.
import { sql } from 'kysely';
import { vectorTable, type CatalogueDatabase } from './schema.ts';

/** An item with the class that the model gives it. */
export interface JudgedItem {
  readonly key: string;
  readonly file: string | null;
  /** The attribute `category`, from the folder or table. */
  readonly category: string | null;
  /** The index of the likeliest class. */
  readonly label: number;
  readonly probability: number;
  /** Null if the model does not tell it. */
  readonly novelty: number | null;
  /** A person's word on its class. */
  readonly correction: string | null;
}

/** The items that the model has judged, by key. */
export async function judgedItems(db: CatalogueDatabase, modelId: number): Promise<JudgedItem[]> {
  const { rows } = await sql<JudgedItem>`
    select item.key, file, attributes ->> 'category' as category, label, probability, novelty,
      correction.category as correction
    from item join ${sql.table(vectorTable(modelId))} as vectors on vectors.item_id = item.id
      left join correction on correction.key = item.key
    order by item.key collate "C"`.execute(db);
  return rows;
}
