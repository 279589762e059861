// What is in a catalogue, and how well its index finds it.
import { sql } from 'kysely';
import type { FilledCatalogue } from './store/catalogue.ts';
import { indexRecall, vectorCount } from './store/search-index.ts';

/** The state of a catalogue. */
export interface CatalogueStatus {
  readonly place: string;
  readonly items: number;
  readonly withoutPicture: number;
  readonly broken: number;
  readonly model: { readonly name: string; readonly fingerprint: string; readonly dimensions: number };
  readonly sources: readonly string[];
  /** When the last synchronisation ended; null if none has. */
  readonly lastSync: Date | null;
  readonly search: 'exact' | 'HNSW';
  /** The share of the ten nearest items that a search finds, 0 to 1, measured on fifty items. */
  readonly recallAt10: number;
  readonly bytesOnDisk: number;
}

/** Describes a catalogue. The recall takes some seconds for a million items. */
export async function catalogueStatus({ db, place, model }: FilledCatalogue): Promise<CatalogueStatus> {
  const { rows } = await sql<{
    items: number;
    withoutPicture: number;
    broken: number;
    sources: string[] | null;
    lastSync: Date | null;
    bytesOnDisk: number;
  }>`select
      (select count(*)::integer from item) as items,
      (select count(*)::integer from item where file is null) as "withoutPicture",
      (select count(*)::integer from broken) as broken,
      (select jsonb_agg(distinct source) from item) as sources,
      (select max(finished) from sync) as "lastSync",
      pg_database_size(current_database())::float8 as "bytesOnDisk"`.execute(db);
  const { isIndexed } = await vectorCount(db, model.id);
  const { name, fingerprint, dimensions } = model;
  const { sources, ...counts } = rows[0]!;
  return {
    ...{ place, model: { name, fingerprint, dimensions }, ...counts, sources: sources ?? [] },
    search: isIndexed ? 'HNSW' : 'exact',
    recallAt10: isIndexed ? await indexRecall(db, model.id) : 1,
  };
}
