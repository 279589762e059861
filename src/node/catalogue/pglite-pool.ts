// PGlite as the pool of connections that Kysely's dialect of Postgres expects: it has one session, so that
// whoever connects waits until the one before has released it.
import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';

/** The one session of a PGlite database, lent to one user at a time. */
export class PGlitePool implements PostgresPool {
  private readonly database: PGlite;
  private last: Promise<void> = Promise.resolve();

  constructor(database: PGlite) {
    this.database = database;
  }

  async connect(): Promise<PostgresPoolClient> {
    const before = this.last;
    let release!: () => void;
    this.last = new Promise((resolve) => (release = resolve));
    await before;
    return { query: this.query as PostgresPoolClient['query'], release };
  }

  async end(): Promise<void> {
    await this.last;
    await this.database.close();
  }

  private readonly query = async <R>(
    text: string,
    parameters: readonly unknown[],
  ): Promise<PostgresQueryResult<R>> => {
    const { rows, affectedRows = 0 } = await this.database.query<R>(text, [...parameters]);
    const command = /^\s*(\w+)/.exec(text)![1]!.toUpperCase() as 'UPDATE';
    return { command, rowCount: affectedRows, rows };
  };
}
