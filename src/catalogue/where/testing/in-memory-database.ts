// A database in memory, for tests: PGlite behind Kysely's dialect for Postgres.
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';

/** Opens an empty database. `destroy` closes it. */
export async function inMemoryDatabase<Tables>(): Promise<Kysely<Tables>> {
  const database = await PGlite.create();
  const client = {
    query: (text: string, parameters: readonly unknown[]) =>
      database.query(text, [...parameters]) as Promise<unknown> as Promise<PostgresQueryResult<unknown>>,
    release: () => {},
  } as PostgresPoolClient;
  const pool = { connect: () => Promise.resolve(client), end: () => database.close() };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
