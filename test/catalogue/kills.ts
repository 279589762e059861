// Kills `atelier catalogue sync` at random moments while a shop changes, and checks after each kill that the
// catalogue opens, has no item twice, none without its vector, none with another's, and has lost none.
// `npx tsx test/catalogue/kills.ts [KILLS] [SEED]` does it on PGlite and, if pip can get it, on Postgres.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { activeModel } from '../../src/catalogue/store/models.ts';
import type { SyncResult } from '../../src/node/catalogue/sync-tally.ts';
import { Random } from '../../src/random.ts';
import { start } from '../testing/process.ts';
import { openCatalogue, syncCatalogue } from './library.ts';
import { findPostgres, startPostgres } from './postgres.ts';
import { modelFile, pictures, storedItems, type StoredItem } from './shop.ts';
import { databases, folders, placeOptions, type Store } from './stores.ts';

/** The vector of each picture, by the SHA-256 of its file, from a synchronisation that nothing disturbs. */
export type Vectors = ReadonlyMap<string, string>;

/** A shop whose synchronisations are killed. */
export interface KilledShop {
  /** A new catalogue, or where to make one. */
  readonly place: string;
  /** Where the pictures are, or an empty folder. */
  readonly folder: string;
  readonly png: readonly Buffer[];
  readonly vectors: Vectors;
  readonly kills: number;
  readonly seed: number;
  /** Called after each kill whose catalogue is as it must be. */
  readonly onKill?: (kill: number, met: number) => void;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The vectors of pictures, from a new catalogue. */
async function undisturbedVectors(place: string, folder: string, png: readonly Buffer[]): Promise<Vectors> {
  await mkdir(folder, { recursive: true });
  for (const [i, bytes] of png.entries()) await writeFile(join(folder, `${i}.png`), bytes);
  const catalogue = await openCatalogue(place);
  await syncCatalogue(catalogue, (await activeModel(catalogue.db))!, folder, { threads: 1 });
  const items = await storedItems(catalogue);
  await catalogue.close();
  return new Map(items.map(({ content, embedding }) => [content!, embedding!]));
}

/**
 * Kills synchronisations. Whenever one ends before it is killed, the shop changes.
 *
 * @returns how many of the kills met a synchronisation that was at work
 * @throws AssertionError if the catalogue is not what it must be
 */
export async function killSyncs({
  place,
  folder,
  png,
  vectors,
  kills,
  seed,
  onKill,
}: KilledShop): Promise<number> {
  const random = new Random(seed, 'kills');
  const command = ['catalogue', 'sync', folder, '--model', modelFile, '--threads', '2', '--json'];
  const run = () => start([...command, ...placeOptions(place)]);
  let before: readonly StoredItem[] = [];
  let limitMs = 3000; // how long a synchronisation takes
  let files = await changeShop(folder, png, random);
  let met = 0;
  for (let kill = 0; kill < kills; kill++) {
    const running = run();
    const started = performance.now();
    await setTimeout(random.integer(Math.ceil(limitMs)));
    running.process.kill('SIGKILL');
    const { signal, code, stdout, stderr } = await running.result;
    if (signal === null) {
      assert.equal(code, 0, stderr);
      limitMs = performance.now() - started;
      before = await checkItems(place, vectors, before, files);
      assert.deepEqual(
        before.map(({ key, content }) => [key, content]),
        [...files],
        stdout,
      );
      files = await changeShop(folder, png, random);
    } else {
      met++;
      limitMs *= 1.1;
      before = await checkItems(place, vectors, before, files);
    }
    onKill?.(kill + 1, met);
  }
  const { code, stdout, stderr } = await run().result;
  assert.equal(code, 0, stderr);
  assert.deepEqual((JSON.parse(stdout) as SyncResult).broken, []);
  const items = await checkItems(place, vectors, before, files);
  assert.deepEqual(
    items.map(({ key, content }) => [key, content]),
    [...files],
  );
  return met;
}

/** Checks what a catalogue has. @returns it */
async function checkItems(
  place: string,
  vectors: Vectors,
  before: readonly StoredItem[],
  files: ReadonlyMap<string, string>,
): Promise<StoredItem[]> {
  const catalogue = await openCatalogue(place, { creates: true });
  const hasModel = (await activeModel(catalogue.db)) !== undefined;
  const items = hasModel ? await storedItems(catalogue) : [];
  await catalogue.close();
  const keys = new Set(items.map(({ key }) => key));
  assert.equal(keys.size, items.length, 'an item has two vectors');
  for (const { key, content, embedding } of items)
    assert.equal(embedding, vectors.get(content!), `the vector of ${key}`);
  for (const { key } of before) assert.ok(keys.has(key) || !files.has(key), `${key} was lost`);
  return items;
}

/**
 * Changes about a fifth of a shop: pictures are replaced, renamed, copied and removed, and new ones come.
 *
 * @returns the SHA-256 of each file, by its name, in order
 */
async function changeShop(
  folder: string,
  png: readonly Buffer[],
  random: Random,
): Promise<ReadonlyMap<string, string>> {
  const any = () => png[random.integer(png.length)]!;
  const name = () => `${random.integer(1e9)}.png`;
  for (const file of await readdir(folder)) {
    const path = join(folder, file);
    const change = random.integer(25);
    if (change === 0) await unlink(path);
    else if (change === 1) await rename(path, join(folder, name()));
    else if (change === 2) await writeFile(path, any());
    else if (change === 3) await writeFile(join(folder, name()), await readFile(path));
    else if (change === 4) {
      await rename(path, join(folder, name())); // the old picture lives on, and another one takes its name
      await writeFile(path, any());
    }
  }
  for (let missing = png.length - (await readdir(folder)).length; missing > 0; missing--)
    await writeFile(join(folder, name()), any());
  const files = (await readdir(folder)).sort();
  return new Map(
    await Promise.all(files.map(async (file) => [file, sha256(await readFile(join(folder, file)))] as const)),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) {
  const [kills = 100, seed = 1] = process.argv.slice(2).map(Number);
  const root = await mkdtemp(join(tmpdir(), 'atelier-kills-'));
  const png = await pictures(600);
  const vectors = await undisturbedVectors(await folders(root).newPlace(), join(root, 'all'), png);
  const programs = await findPostgres();
  const server = programs === undefined ? undefined : await startPostgres(programs);
  const killIn = async ({ name }: Pick<Store, 'name'>, place: string) => {
    const folder = join(root, name);
    await mkdir(folder);
    const say = (kill: number, met: number) =>
      process.stdout.write(`${name}: ${kill} kills from seed ${seed}, ${met} at work, lost nothing\n`);
    await killSyncs({ place, folder, png, vectors, kills, seed, onKill: say });
  };
  try {
    await killIn({ name: 'PGlite' }, join(root, 'new'));
    if (server) await killIn({ name: 'Postgres' }, await databases(server).newPlace());
  } finally {
    await server?.remove();
    await rm(root, { recursive: true, force: true });
  }
}
