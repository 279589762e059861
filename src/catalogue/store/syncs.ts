// The history of a catalogue: each synchronisation with what it changed, and what there was at its end.
import { sql } from 'kysely';
import type { CatalogueDatabase } from './schema.ts';

/** Begins a synchronisation. @returns its number */
export async function startSync(db: CatalogueDatabase, source: string): Promise<number> {
  const { id } = await db.insertInto('sync').values({ source }).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** An attribute with more values than this is not counted by value. */
const mostValues = 100;

/** Ends a synchronisation, and counts the items by the values of their attributes. */
export async function finishSync(
  db: CatalogueDatabase,
  id: number,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const inventory = await countByAttribute(db);
  await db
    .updateTable('sync')
    .set({ finished: sql<Date>`now()`, counts: JSON.stringify(counts), inventory: JSON.stringify(inventory) })
    .where('id', '=', id)
    .execute();
}

/** How many items have each value of each attribute that has few values. */
export async function countByAttribute(
  db: CatalogueDatabase,
): Promise<Record<string, Record<string, number>>> {
  const { rows } = await sql<{ name: string; value: string; count: number }>`
    with counted as (
      select name, value, count(*)::integer as count
      from item, jsonb_each_text(attributes) as attribute(name, value)
      where value is not null group by name, value
    ), few as (select name from counted group by name having count(*) <= ${mostValues})
    select name, value, count from counted where name in (select name from few)
    order by name collate "C", count desc, value collate "C"`.execute(db);
  const inventory: Record<string, Record<string, number>> = {};
  for (const { name, value, count } of rows) (inventory[name] ??= {})[value] = count;
  return inventory;
}
