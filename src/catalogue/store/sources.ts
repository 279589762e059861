// The folders and tables that items come from.
import { sql } from 'kysely';
import type { CatalogueDatabase } from './schema.ts';

/** The sources of all items and of files that can't be read. */
export async function sourceNames(db: CatalogueDatabase): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    select source from item union select source from broken order by source`.execute(db);
  return rows.map(({ source }) => source);
}

/** Gives another source all that comes from one. @returns how many items that are */
export async function changeSource(db: CatalogueDatabase, from: string, to: string): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    await transaction.updateTable('broken').set({ source: to }).where('source', '=', from).execute();
    const { numUpdatedRows } = await transaction
      .updateTable('item')
      .set({ source: to })
      .where('source', '=', from)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  });
}
