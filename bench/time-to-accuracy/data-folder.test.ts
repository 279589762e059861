import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { smallIdxFolder, temporaryFolder } from '../../src/node/data/testing/idx-folder.ts';
import { dataFolder } from './data-folder.ts';

test('a named folder is used as it is', async () => {
  const folder = await smallIdxFolder(true);
  const { folder: found, train } = await dataFolder(folder, {});
  expect(found).toBe(folder);
  expect(train.count).toBe(20);
});

test('missing files give one line that says how to get them', async () => {
  const cache = await temporaryFolder();
  await expect(dataFolder(undefined, { XDG_CACHE_HOME: cache })).rejects.toThrow(
    new InputError(
      `cache: there are no IDX files in ${join(cache, 'atelier', 'fashion-mnist')}; ` +
        'download Fashion-MNIST with `npm run -s atelier -- data download`, or set ATELIER_DATA',
    ),
  );
  await expect(dataFolder(undefined, { ATELIER_DATA: cache })).rejects.toThrow(
    /^ATELIER_DATA: there are no IDX files in .*; download Fashion-MNIST with `npm run/,
  );
  await expect(dataFolder(cache, {})).rejects.toThrow(
    new InputError(`--data: there are no IDX files in ${cache}`),
  );
});

test('other pictures are not mistaken for Fashion-MNIST', async () => {
  const folder = await smallIdxFolder(false);
  await expect(dataFolder(undefined, { ATELIER_DATA: folder })).rejects.toThrow(
    `ATELIER_DATA: ${folder} does not contain Fashion-MNIST; to use its pictures, name it with --data`,
  );
});
