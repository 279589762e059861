// What only a catalogue on a server can meet: a server that goes away, rights, a missing extension, and
// several workers at once.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import type { Catalogue } from '../../src/catalogue/store/catalogue.ts';
import { activeModel } from '../../src/catalogue/store/models.ts';
import { ensureIndex } from '../../src/catalogue/store/search-index.ts';
import type { SyncResult } from '../../src/node/catalogue/sync-tally.ts';
import { atelier, lines } from '../testing/atelier.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { start, type Result } from '../testing/process.ts';
import { openCatalogue } from './library.ts';
import { findPostgres, query, startPostgres } from './postgres.ts';
import { modelFile, pictures, storedChanges, storedItems } from './shop.ts';
import { databases } from './stores.ts';

const root = await temporaryFolder();
const programs = await findPostgres();

describe.skipIf(programs === undefined)('A catalogue on a server', async () => {
  const server = await startPostgres(programs!);
  afterAll(() => server.remove());
  const store = databases(server);
  const names = Array.from({ length: 640 }, (_, i) => `${String(i).padStart(3, '0')}.png`);
  const png = await pictures(names.length);
  let folders = 0;
  const folderOf = async (count: number) => {
    const folder = join(root, `shop-${folders++}`);
    await mkdir(folder);
    for (const [i, name] of names.slice(0, count).entries()) await writeFile(join(folder, name), png[i]!);
    return folder;
  };
  const command = (folder: string, address: string) => [
    ...['catalogue', 'sync', folder, '--database', address, '--model', modelFile, '--threads', '1', '--json'],
  ];
  const refusal = async (...args: string[]) => {
    const { code, stdout, stderr } = await atelier(...args);
    expect({ code, stdout, lines: lines(stderr).length }, stderr).toEqual({ code: 2, stdout: '', lines: 1 });
    return lines(stderr)[0]!;
  };
  const withCatalogue = async <T>(address: string, task: (catalogue: Catalogue) => Promise<T>) => {
    const catalogue = await openCatalogue(address);
    return task(catalogue).finally(() => catalogue.close());
  };

  it('needs the extension pgvector', async () => {
    const address = await server.createDatabase('plain');
    await query(address, "alter database plain set extension_control_path = '/nowhere'");
    expect(await refusal(...command(await folderOf(1), address))).toContain(
      `${address}: the database has no extension pgvector: `,
    );
  });

  it('needs the rights to make tables, or at least to write into them', async () => {
    const folder = await folderOf(1);
    const reader = (address: string) => address.replace('owner@', 'reader@');
    const empty = await server.createDatabase('empty');
    await query(empty, 'create role reader login');
    expect(await refusal(...command(folder, reader(empty)))).toContain('this user lacks a right: ');
    const full = await store.newPlace();
    expect((await atelier(...command(folder, full))).code).toBe(0);
    await query(full, 'grant select on all tables in schema public to reader');
    const search = ['catalogue', 'search', join(folder, names[0]!), '--database', reader(full), '--json'];
    expect((await atelier(...search)).code).toBe(0);
    await writeFile(join(folder, 'new.png'), png[1]!);
    expect(await refusal(...command(folder, reader(full)))).toContain('this user lacks a right: ');
  });

  it('says so when there is no server, or no such database', async () => {
    const address = (await store.newPlace()).replace(/[^/]*$/, 'none');
    expect(await refusal('catalogue', 'status', '--database', address)).toContain(
      `${address}: can't connect: database "none" does not exist`,
    );
    const nowhere = 'postgres://owner:secret@127.0.0.1:1/shop';
    const line = await refusal('catalogue', 'status', '--database', nowhere);
    expect(line).toContain("postgres://owner@127.0.0.1:1/shop: can't connect: ");
    expect(line).not.toContain('secret');
  });

  it('that goes away in the middle is one line, and the next synchronisation completes', async () => {
    const folder = await folderOf(300);
    const address = await store.newPlace();
    const items = await holdItems(address);
    const { result } = start(command(folder, address));
    await items.untilWaiting(1);
    await server.kill();
    const { code, stdout, stderr } = await result;
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' });
    expect(lines(stderr)).toEqual([
      expect.stringContaining('reading 300 pictures'),
      expect.stringContaining(`atelier: ${address}: the connection to the database was lost: `),
    ]);
    await server.start();
    const again = await start(command(folder, address)).result;
    expect(again.code, again.stderr).toBe(0);
    expect(await withCatalogue(address, storedItems)).toHaveLength(300);
  });

  const allPictures = folderOf(names.length); // five batches
  const expectAllOnce = (address: string, results: readonly Result[]) =>
    withCatalogue(address, async (catalogue) => {
      for (const { code, stderr } of results) expect(code, stderr).toBe(0);
      expect(await storedChanges(catalogue)).toEqual(names.map((name) => `added ${name}`));
      const stored = await storedItems(catalogue);
      expect(stored.map(({ key, embedding }) => [key, embedding !== null])).toEqual(
        names.map((name) => [name, true]),
      );
      const told = results.map(({ stdout }) => (JSON.parse(stdout) as SyncResult).added);
      expect(told.reduce((sum, added) => sum + added, 0)).toBe(names.length);
    });

  it('is made and filled by several workers at once', async () => {
    const folder = await allPictures;
    const address = await server.createDatabase('workers');
    const workers = [1, 2].map(() => start(command(folder, address)).result);
    await expectAllOnce(address, await Promise.all(workers));
  });

  it('gets one index from two workers', async () => {
    const address = await store.newPlace();
    expect((await atelier(...command(await allPictures, address))).code).toBe(0);
    const workers = await Promise.all([openCatalogue(address), openCatalogue(address)]);
    const { id } = (await activeModel(workers[0].db))!;
    const made = await Promise.allSettled(workers.map(({ db }) => ensureIndex(db, id, () => undefined, 1)));
    await Promise.all(workers.map((catalogue) => catalogue.close()));
    expect(made.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  });

  it('outlives a worker that is killed: the others do what it had begun, and nothing twice', async () => {
    const folder = await allPictures;
    const address = await store.newPlace();
    const items = await holdItems(address);
    const first = start(command(folder, address));
    await items.untilWaiting(2);
    const others = [1, 2].map(() => start(command(folder, address)).result);
    await items.untilWaiting(5);
    first.process.kill('SIGKILL');
    await first.result;
    await items.release();
    await expectAllOnce(address, await Promise.all(others));
  });
});

/** Keeps all others from storing items. */
async function holdItems(address: string) {
  const session = new pg.Client({ connectionString: address });
  session.on('error', () => undefined); // the server may go away
  await session.connect();
  await session.query('begin');
  await session.query('lock table item in share mode');
  return {
    /** Resolves when so many transactions wait. */
    untilWaiting: async (count: number) => {
      const waiting =
        "select from pg_locks, pg_sleep(0.02) where not granted and relation = 'item'::regclass";
      while ((await session.query(waiting)).rowCount! < count);
    },
    release: () => session.end(),
  };
}
