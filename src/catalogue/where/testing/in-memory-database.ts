// A database in memory, for tests.
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import { PGlitePool } from '../../../node/catalogue/pglite-pool.ts';

/** Opens an empty database. `destroy` closes it. */
export async function inMemoryDatabase<Tables>(): Promise<Kysely<Tables>> {
  const pool = new PGlitePool(await PGlite.create());
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
