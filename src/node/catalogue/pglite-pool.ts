// PGlite as the pool of connections that Kysely's dialect of Postgres expects: it has one session, so that
// whoever connects waits until the one before has released it.
import type { PGlite, QueryOptions } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';

const byteaType = 17;
/** PGlite's own parser goes byte by byte. */
const parsers = { [byteaType]: (text: string) => Buffer.from(text.slice('\\x'.length), 'hex') };

/** The one session of a PGlite database, lent to one user at a time. */
export class PGlitePool implements PostgresPool {
  private readonly database: PGlite;
  private readonly serializers: QueryOptions['serializers'];
  private last: Promise<void> = Promise.resolve();

  constructor(database: PGlite, serializers: QueryOptions['serializers'] = {}) {
    this.database = database;
    this.serializers = serializers;
  }

  /** The pool of a database with pgvector. Vectors and codes go in binary, as bytes. */
  static async withVectors(database: PGlite): Promise<PGlitePool> {
    await database.exec('create extension if not exists vector');
    const { rows } = await database.query<{ oid: number }>(
      `select unnest(array['halfvec', 'varbit', 'bit']::regtype[])::oid::integer as oid`,
    );
    // PGlite sends bytes in binary, unless a serializer, or the one by default, makes text of them.
    const asIs = (bytes: Uint8Array) => bytes as unknown as string;
    return new PGlitePool(database, Object.fromEntries(rows.map(({ oid }) => [oid, asIs])));
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
    const { rows, affectedRows = 0 } = await this.database.query<R>(text, [...parameters], {
      serializers: this.serializers!,
      parsers,
    });
    const command = /^\s*(\w+)/.exec(text)![1]!.toUpperCase() as 'UPDATE';
    return { command, rowCount: affectedRows, rows };
  };
}
