// Where the pictures lie that everybody trains on. The bench downloads nothing: what is measured begins with
// files on the disk.
import { InputError } from '../../src/errors.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { readIdxFolder } from '../../src/node/data/forms/idx.ts';
import { findIdxFiles } from '../../src/node/data/idx-files.ts';
import { cacheFolder, dataVariable, type Environment } from '../../src/node/data/places.ts';

/**
 * The folder of the four IDX files, and the training pictures in it.
 *
 * @param named a folder of other data; without it, Fashion-MNIST in $ATELIER_DATA or in the cache
 * @throws InputError where the files are not there, not valid, or not those of Fashion-MNIST
 */
export async function dataFolder(
  named: string | undefined,
  env: Environment = process.env,
): Promise<{ folder: string; train: Dataset }> {
  const folder = named ?? dataVariable(env) ?? cacheFolder(env);
  const place = named !== undefined ? '--data' : dataVariable(env) !== undefined ? 'ATELIER_DATA' : 'cache';
  const hint = '`npm run -s atelier -- data download` fetches Fashion-MNIST, or set ATELIER_DATA';
  if ((await findIdxFiles(folder)).every(({ path }) => path === undefined))
    throw new InputError(`${place}: no IDX files in ${folder}${named === undefined ? `; ${hint}` : ''}`);
  const { train } = (await readIdxFolder(folder, 'data')).splits;
  if (named === undefined && train.name !== 'fashion-mnist')
    throw new InputError(
      `${place}: ${folder} holds other pictures than Fashion-MNIST's; to use them, name it by --data`,
    );
  return { folder, train };
}
