// What is in the cache, by name and size, and its removal.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { clearCaches, listCaches } from './caches.ts';
import { loadData } from './load.ts';
import { manyPhotos, photoFolder } from './photographs/testing/photos.ts';
import { temporaryFolder } from './testing/idx-folder.ts';

/** A cache with the pictures of `shop` in two sizes, those of `home`, an old cache and a download. */
async function filledCache() {
  const home = await temporaryFolder();
  const env = { XDG_CACHE_HOME: home };
  const files = manyPhotos({ a: 3, b: 3 });
  const [shop, other] = [await photoFolder(files, 'shop'), await photoFolder(files, 'home')];
  for (const size of [4, 8]) await loadData(shop, { env, pictures: { size } });
  await loadData(other, { env, pictures: { size: 4 } });
  const write = async (path: string, bytes: number) => {
    await mkdir(dirname(join(home, 'atelier', path)), { recursive: true });
    await writeFile(join(home, 'atelier', path), new Uint8Array(bytes));
  };
  await write('pictures/shop-4x4.pictures', 700);
  await write('fashion-mnist/train', 1000);
  await write('fashion-mnist/more/test', 500);
  return { env, shop, other, root: join(home, 'atelier') };
}

const plain = (entries: readonly { name: string }[]) =>
  entries.map(({ name }) => name.replace(/-[0-9a-f]{16}$/, ''));

it('lists decoded pictures by data set and size, and other things by folder', async () => {
  const { env, shop, other } = await filledCache();
  const entries = await listCaches(env);
  expect(plain(entries)).toEqual([
    ...['home-4x4', 'shop-4x4', 'shop-4x4.pictures', 'shop-8x8', 'fashion-mnist'],
  ]);
  expect(entries.map(({ source }) => source)).toEqual([other, shop, undefined, shop, undefined]);
  expect(entries.map(({ kind }) => kind)).toEqual([...Array<string>(4).fill('pictures'), 'other']);
  const [small, , old, large, download] = entries.map(({ bytes }) => bytes);
  expect([old, download]).toEqual([700, 1500]);
  // 6 pictures of 3 channels; the lists beside them are nearly equal.
  expect(Math.abs(large! - small! - 6 * 3 * (64 - 16))).toBeLessThan(30);
});

it.each([
  ['pictures', ['fashion-mnist']],
  ['all', []],
  [{ name: 'shop' }, ['home-4x4', 'shop-4x4.pictures', 'fashion-mnist']],
  [{ name: 'fashion-mnist' }, ['home-4x4', 'shop-4x4', 'shop-4x4.pictures', 'shop-8x8']],
] as const)('clears %j and nothing else', async (choice, left) => {
  const { env } = await filledCache();
  const before = await listCaches(env);
  const removed = await clearCaches(env, choice);
  const after = await listCaches(env);
  expect(plain(after)).toEqual(left);
  expect([...removed, ...after]).toHaveLength(before.length);
});

it('refuses a name that there is not, and removes nothing', async () => {
  const { env, root } = await filledCache();
  await expect(clearCaches(env, { name: 'shpo' })).rejects.toThrow(
    new InputError(
      "--clear: expected one of home, shop, shop-4x4.pictures, fashion-mnist, got 'shpo': did you mean shop?",
    ),
  );
  expect(await readdir(join(root, 'pictures'))).toHaveLength(4);
  const empty = { XDG_CACHE_HOME: await temporaryFolder() };
  expect(await listCaches(empty)).toEqual([]);
  await expect(clearCaches(empty, { name: 'shop' })).rejects.toThrow(
    new InputError("--clear: the cache is empty, got 'shop'"),
  );
});
