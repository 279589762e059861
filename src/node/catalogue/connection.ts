import type { PostgresPool } from 'kysely';

/** A connection to the database of a catalogue. */
export interface Connection {
  readonly pool: PostgresPool;
  /** Takes the advisory lock that shows that a worker is alive, and keeps it until `close` or the end. */
  holdLock(name: number, worker: number): Promise<void>;
  close(): Promise<void>;
}
