// What is in a catalogue, and how well searches find it.
import { sql } from 'kysely';
import type { FilledCatalogue } from './store/catalogue.ts';
import type { CatalogueModel } from './store/models.ts';
import { searchRecall, vectorCount } from './store/search-index.ts';

/** The state of a catalogue. */
export interface CatalogueStatus {
  /** How messages call it. */
  readonly place: string;
  /** How many items it has. */
  readonly items: number;
  /** How many of them have no picture. */
  readonly withoutPicture: number;
  /** How many files could not be read. */
  readonly broken: number;
  /** The model that searches use. */
  readonly model: Omit<CatalogueModel, 'id'>;
  /** The folders and tables that the items come from. */
  readonly sources: readonly string[];
  /** When the last synchronisation ended; null if none has. */
  readonly lastSync: Date | null;
  /** Whether a search compares the codes of all items, or uses an index of codes. */
  readonly search: 'codes' | 'HNSW';
  /** The share of the ten nearest items that a search finds, 0 to 1, measured on twenty items. */
  readonly recallAt10: number;
  /** The size of the database. */
  readonly bytesOnDisk: number;
}

/** Describes a catalogue. The recall takes some seconds for a million items. */
export async function catalogueStatus(catalogue: FilledCatalogue): Promise<CatalogueStatus> {
  const counts = await catalogueCounts(catalogue);
  const { db, model } = catalogue;
  return { ...counts, recallAt10: await searchRecall(db, model) };
}

/** Describes a catalogue without what takes long. */
export async function catalogueCounts({
  db,
  place,
  model,
}: FilledCatalogue): Promise<Omit<CatalogueStatus, 'recallAt10'>> {
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
    search: isIndexed ? 'HNSW' : 'codes',
  };
}
