// A catalogue in a folder: PGlite, which is Postgres compiled to WebAssembly, with the extension pgvector.
// Two processes on one folder would destroy it, so that a lock stands beside it.
import { randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { makeFolder } from '../files/make-folder.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';
import { isLockName, lockFolder } from '../runs/run-lock.ts';
import type { Connection } from './connection.ts';
import { PGlitePool } from './pglite-pool.ts';

/** The folder of the database, in that of the catalogue. */
const databaseFolder = 'database';
const isUnfinished = (name: string): boolean => /^\.database\.[0-9a-f-]{36}$/.test(name);

/**
 * Opens the database in a folder, or makes one in a new or empty folder.
 *
 * @throws InputError if another process has it open, it has other things in it, or it can't be written
 */
export async function openFolder(folder: string): Promise<Connection> {
  await makeFolder(folder).catch((error: unknown) => {
    throw explainSystemError(error, `${folder}: can't be made`);
  });
  await refuseOtherFolders(folder);
  const lock = await lockFolder(folder, 'catalogue');
  try {
    const path = join(folder, databaseFolder);
    if (!(await readdir(folder)).includes(databaseFolder)) await makeDatabase(folder, path);
    const database = await open(path);
    return {
      pool: await PGlitePool.withVectors(database),
      holdLock: async (name, worker) =>
        void (await database.query(`select pg_advisory_lock(${name}, ${worker})`)),
      close: lock.release,
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function refuseOtherFolders(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.includes(databaseFolder)) return;
  const others = names.filter((name) => !isLockName(name) && !isUnfinished(name));
  if (others.length > 0)
    throw new InputError(
      `${folder}: expected a catalogue or an empty folder, got a folder with '${others[0]!}'`,
    );
}

/** Makes a database beside its place, so that a killed process leaves no half of one. */
async function makeDatabase(folder: string, path: string): Promise<void> {
  for (const name of await readdir(folder))
    if (isUnfinished(name)) await rm(join(folder, name), { recursive: true, force: true });
  const unfinished = join(folder, `.database.${randomUUID()}`);
  await (await open(unfinished)).close();
  await rename(unfinished, path);
}

async function open(path: string) {
  const [{ PGlite }, { vector }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite-pgvector'),
  ]);
  try {
    return await PGlite.create(path, { extensions: { vector } });
  } catch (error) {
    if (hasCode(error, 'EACCES', 'ENOSPC', 'EROFS'))
      throw explainSystemError(error, `${path}: can't be written`);
    throw new InputError(`${path}: the database can't be opened: ${(error as Error).message.split('\n')[0]}`);
  }
}
