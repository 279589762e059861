// What a catalogue had at earlier synchronisations, and what came and went.
import { sql } from 'kysely';
import type { CatalogueDatabase, ChangeTable } from './schema.ts';

/** A synchronisation that ended. */
export interface PastSync {
  readonly id: number;
  readonly source: string;
  readonly finished: Date;
  /** How many items came, went and so on. */
  readonly counts: Readonly<Record<string, number>>;
  /** How many items the catalogue had then, by attribute and value. */
  readonly inventory: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The synchronisations that ended, the first one first. */
export async function pastSyncs(db: CatalogueDatabase): Promise<PastSync[]> {
  const rows = await db
    .selectFrom('sync')
    .select(['id', 'source', 'finished', 'counts', 'inventory'])
    .where('finished', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id, source, finished, counts, inventory }) => ({
    ...{ id, source, finished: finished!, counts: counts ?? {}, inventory: inventory ?? {} },
  }));
}

/** What happened to an item in a synchronisation. */
export type ItemChange = Pick<ChangeTable, 'key' | 'kind' | 'category'>;

/** The changes of synchronisations from one on, or from a time on, in their order. */
export async function changesFrom(db: CatalogueDatabase, from: number | Date): Promise<ItemChange[]> {
  const query = db
    .selectFrom('change')
    .innerJoin('sync', 'sync.id', 'change.sync_id')
    .select(['change.key', 'change.kind', 'change.category'])
    .orderBy('change.sync_id')
    .orderBy(sql`change.key collate "C"`);
  return (
    typeof from === 'number' ? query.where('sync.id', '>=', from) : query.where('sync.started', '>=', from)
  ).execute();
}
