// Synchronisations that are killed at random moments. `kills.ts` is for more kills than a test has time for.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/folders.ts';
import { killSyncs, undisturbedVectors } from './kills.ts';
import { findPostgres, startPostgres } from './postgres.ts';
import { pictures } from './shop.ts';
import { databases, folders } from './stores.ts';

const root = await temporaryFolder();
const programs = await findPostgres();
const server = programs === undefined ? undefined : await startPostgres(programs);
afterAll(() => server?.remove());
const stores = [folders(root), ...(server ? [databases(server)] : [])];
const png = await pictures(300);

it.each(stores)('three kills of a synchronisation lose nothing: $name', async ({ name, newPlace }) => {
  const vectors = await undisturbedVectors(await newPlace(), join(root, `all-${name}`), png);
  const folder = join(root, name);
  await mkdir(folder);
  await killSyncs({ place: await newPlace(), folder, png, vectors, kills: 3, seed: Date.now() });
  expect(vectors.size).toBe(png.length);
});
