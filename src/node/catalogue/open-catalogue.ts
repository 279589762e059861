// Opens a catalogue by its place: a folder, with PGlite in it, or the address of a Postgres server.
import { readdir } from 'node:fs/promises';
import { Kysely, PostgresDialect } from 'kysely';
import { InputError } from '../../errors.ts';
import type { Catalogue } from '../../catalogue/store/catalogue.ts';
import { freeClaims, nextWorker, workerLock } from '../../catalogue/store/claims.ts';
import { migrate } from '../../catalogue/store/migrations.ts';
import type { Tables } from '../../catalogue/store/schema.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';
import { isDatabaseAddress } from './database-address.ts';
import { openFolder } from './open-folder.ts';
import { openServer } from './open-server.ts';

/** How a catalogue is opened. */
export interface OpenCatalogueOptions {
  /** Makes a catalogue if there is none. */
  readonly creates?: boolean;
}

/**
 * Opens a catalogue. `syncCatalogue` has an example.
 *
 * @param place a folder, or `postgres://user:password@host/database`
 * @throws InputError if there is none, another process uses the folder, or the database can't be used
 */
export async function openCatalogue(
  place: string,
  { creates = false }: OpenCatalogueOptions = {},
): Promise<Catalogue> {
  const isServer = isDatabaseAddress(place);
  const name = isServer ? withoutPassword(place) : place;
  if (!isServer && !creates) await expectCatalogue(place);
  const connection = isServer ? await openServer(place, name) : await openFolder(place);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: connection.pool }) });
  const close = async () => {
    await db.destroy();
    await connection.close();
  };
  try {
    await migrate(db, name, { creates });
  } catch (error) {
    await close();
    throw error;
  }
  return { place: name, kind: isServer ? 'server' : 'folder', db, startWorker, close };

  async function startWorker(): Promise<number> {
    const worker = await nextWorker(db);
    await connection.holdLock(workerLock, worker);
    await freeClaims(db);
    return worker;
  }
}

async function expectCatalogue(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw explainSystemError(error, `${folder}: can't be read`);
  });
  if (names.length === 0)
    throw new InputError(`${folder}: no such catalogue; make one with atelier catalogue sync`);
}

function withoutPassword(address: string): string {
  try {
    const url = new URL(address);
    url.password = '';
    return url.href;
  } catch {
    throw new InputError(
      `--database: expected an address such as postgres://user@host/database, got '${address.replace(/:[^:@/]*@/, '@')}'`,
    );
  }
}
