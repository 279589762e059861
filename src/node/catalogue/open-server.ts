// A catalogue on a Postgres server with the extension pgvector.
import type { PostgresPoolClient } from 'kysely';
import type { Client } from 'pg';
import { InputError } from '../../errors.ts';
import type { Connection } from './connection.ts';
import { explainServerError, messageOf } from './server-errors.ts';

const connectMs = 10_000;
/** Enough for every batch that a worker has in flight. */
const mostConnections = 8;

/**
 * Connects to a database. Errors of its queries that the user can mend are InputErrors.
 *
 * @param name the address without its password, for messages
 * @throws InputError if the server does not answer, or refuses
 */
export async function openServer(address: string, name: string): Promise<Connection> {
  const { default: pg } = await import('pg');
  const settings = { connectionString: address, connectionTimeoutMillis: connectMs, keepAlive: true };
  const pool = new pg.Pool({ ...settings, max: mostConnections });
  // When a connection is lost, the query that it runs says so, or else the next one.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    throw new InputError(`${name}: can't connect: ${messageOf(error)}`);
  }
  const explained = <T>(result: Promise<T>): Promise<T> =>
    result.catch((error: unknown) => {
      throw explainServerError(error, name);
    });
  let session: Client | undefined;
  return {
    pool: {
      connect: async () => {
        const client = await explained(pool.connect());
        const query = (text: string, parameters: readonly unknown[]) =>
          explained(client.query(text, [...parameters]));
        return {
          query: query as unknown as PostgresPoolClient['query'],
          release: (destroy?: boolean) => client.release(destroy),
        };
      },
      end: () => pool.end(),
    },
    holdLock: async (lock, worker) => {
      if (!session) {
        session = new pg.Client(settings);
        session.on('error', () => undefined);
        await explained(session.connect());
      }
      await explained(session.query('select pg_advisory_lock($1, $2)', [lock, worker]));
    },
    close: async () => session?.end(),
  };
}
