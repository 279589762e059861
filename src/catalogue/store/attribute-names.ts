// The names of the attributes that items have. Reading them looks at every item, which each condition of a
// server would do anew, so they are kept until the next synchronisation begins.
import { sql } from 'kysely';
import { compareCodeUnits } from '../../data/natural-order.ts';
import type { CatalogueDatabase } from './schema.ts';

/** The names as they were read after a synchronisation had begun. */
interface KeptNames {
  readonly lastSync: number | null;
  readonly names: readonly string[];
}

const kept = new WeakMap<CatalogueDatabase, KeptNames>();

/** The names of all attributes that items have. A synchronisation that is going on may have added more. */
export async function keptAttributeNames(db: CatalogueDatabase): Promise<readonly string[]> {
  const { rows } = await sql<{ lastSync: number | null }>`select max(id) as "lastSync" from sync`.execute(db);
  const { lastSync } = rows[0]!;
  const known = kept.get(db);
  if (known?.lastSync === lastSync) return known.names;
  const names = await attributeNames(db);
  kept.set(db, { lastSync, names });
  return names;
}

/** The names of all attributes that items have now. */
export async function attributeNames(db: CatalogueDatabase): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct jsonb_object_keys(attributes) as name from item`.execute(db);
  return rows.map(({ name }) => name).sort(compareCodeUnits);
}
