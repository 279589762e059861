// A catalogue on a Postgres server with the extension pgvector.
import { InputError } from '../../errors.ts';
import type { Connection } from './connection.ts';

const connectMs = 10_000;
/** Enough for every batch that a worker has in flight. */
const mostConnections = 8;

/**
 * Connects to a database.
 *
 * @param name the address without its password, for messages
 * @throws InputError if the server does not answer, or refuses
 */
export async function openServer(address: string, name: string): Promise<Connection> {
  const { default: pg } = await import('pg');
  const settings = { connectionString: address, connectionTimeoutMillis: connectMs, keepAlive: true };
  const pool = new pg.Pool({ ...settings, max: mostConnections });
  pool.on('error', () => undefined); // an idle connection was lost; the next query says so
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    throw new InputError(`${name}: can't connect: ${messageOf(error)}`);
  }
  let session: InstanceType<typeof pg.Client> | undefined;
  return {
    pool,
    holdLock: async (lock, worker) => {
      session = new pg.Client(settings);
      session.on('error', () => undefined);
      await session.connect();
      await session.query('select pg_advisory_lock($1, $2)', [lock, worker]);
    },
    close: async () => session?.end(),
  };
}

/** Node reports a host with several addresses that all refuse as an error without a message. */
function messageOf(error: unknown): string {
  const { message, errors } = error as AggregateError;
  return message || (errors as Error[]).map((one) => one.message).join('; ');
}
