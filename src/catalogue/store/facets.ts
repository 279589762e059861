// What one may filter by: the attributes that items have, and the values of those with few.
import { sql } from 'kysely';
import type { CatalogueDatabase } from './schema.ts';

/** An attribute and its values. */
export interface Facet {
  readonly name: string;
  /** The type of its values; of an attribute with several types, that of most items. */
  readonly type: 'text' | 'number' | 'boolean';
  /** The values with their numbers of items, the most frequent first; none if there are many. */
  readonly values: readonly { readonly value: string; readonly items: number }[];
}

/** An attribute with more values is only named. */
const mostValues = 60;

/** The attributes of all items, by name. */
export async function itemFacets(db: CatalogueDatabase): Promise<Facet[]> {
  const { rows } = await sql<Facet>`
    with counted as (
      select name, jsonb_typeof(value) as type, value #>> '{}' as text, count(*)::integer as items
      from item, jsonb_each(attributes) as attribute(name, value)
      where jsonb_typeof(value) <> 'null' group by name, type, text
    )
    select name,
      case mode() within group (order by type) when 'string' then 'text' when 'boolean' then 'boolean' else 'number' end
        as type,
      case when count(*) > ${mostValues} then '[]'::jsonb
        else jsonb_agg(jsonb_build_object('value', text, 'items', items)
          order by items desc, text collate "C") end as values
    from counted group by name order by name collate "C"`.execute(db);
  return rows;
}
