// Finds the pictures on which all trainers train. The bench downloads nothing: the measurement starts with
// files on the disk.
import { InputError } from '../../src/errors.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { readIdxFolder } from '../../src/node/data/forms/idx.ts';
import { findIdxFiles } from '../../src/node/data/idx-files.ts';
import { cacheFolder, dataVariable, type Environment } from '../../src/node/data/places.ts';

/**
 * The folder of the four IDX files, and the training pictures in it.
 *
 * @param named a folder of other data; by default Fashion-MNIST in $ATELIER_DATA or in the cache
 * @throws InputError if the files are missing, not valid, or not those of Fashion-MNIST
 */
export async function dataFolder(
  named: string | undefined,
  env: Environment = process.env,
): Promise<{ folder: string; train: Dataset }> {
  const folder = named ?? dataVariable(env) ?? cacheFolder(env);
  const place = named !== undefined ? '--data' : dataVariable(env) !== undefined ? 'ATELIER_DATA' : 'cache';
  const hint = 'download Fashion-MNIST with `npm run -s atelier -- data download`, or set ATELIER_DATA';
  if ((await findIdxFiles(folder)).every(({ path }) => path === undefined))
    throw new InputError(
      `${place}: there are no IDX files in ${folder}${named === undefined ? `; ${hint}` : ''}`,
    );
  const { train } = (await readIdxFolder(folder, 'data')).splits;
  if (named === undefined && train.name !== 'fashion-mnist')
    throw new InputError(
      `${place}: ${folder} does not contain Fashion-MNIST; to use its pictures, name it with --data`,
    );
  return { folder, train };
}
