// What the program keeps in the user's cache: decoded pictures, one folder for each data set and shape, and
// everything else by its folder, such as downloads.
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { didYouMean } from '../../did-you-mean.ts';
import { InputError } from '../../errors.ts';
import { mapInParallel } from '../files/in-parallel.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';
import { headOfCache } from './photographs/picture-cache.ts';
import { pictureCacheFolder, programCacheFolder, type Environment } from './places.ts';

/** A part of the cache that can be removed on its own. */
export interface CacheEntry {
  readonly name: string;
  /** Decoded pictures can always be made again from the photographs; other things may be downloads. */
  readonly kind: 'pictures' | 'other';
  readonly path: string;
  readonly bytes: number;
  /** The name of the data set of decoded pictures, and the folder or table that they come from. */
  readonly data?: string;
  readonly source?: string;
}

/**
 * Lists what is in the cache, by name.
 *
 * @throws InputError if the environment names no home folder, or a folder can't be read
 */
export async function listCaches(env: Environment): Promise<CacheEntry[]> {
  const [root, pictures] = [programCacheFolder(env), pictureCacheFolder(env)];
  const decoded = await mapInParallel(await namesIn(pictures), async (name) => {
    const path = join(pictures, name);
    const head = await headOfCache(path);
    const about = head && { data: head.name, source: head.source };
    return { name, kind: 'pictures' as const, path, bytes: await bytesOf(path), ...about };
  });
  const others = (await namesIn(root)).filter((name) => join(root, name) !== pictures);
  const rest = await mapInParallel(others, async (name) => {
    const path = join(root, name);
    return { name, kind: 'other' as const, path, bytes: await bytesOf(path) };
  });
  return [...decoded, ...rest];
}

/** What to remove: decoded pictures, everything, or what has this name or is of the data set of this name. */
export type CacheChoice = 'pictures' | 'all' | { readonly name: string };

/**
 * Removes parts of the cache.
 *
 * @returns what was removed
 * @throws InputError for a name that there is not, or if something can't be removed
 */
export async function clearCaches(env: Environment, choice: CacheChoice): Promise<CacheEntry[]> {
  const entries = await listCaches(env);
  const chosen = entries.filter(({ name, kind, data }) => {
    if (typeof choice === 'object') return choice.name === name || choice.name === data;
    return choice === 'all' || kind === 'pictures';
  });
  if (typeof choice === 'object' && chosen.length === 0) throw unknown(choice.name, entries);
  for (const { path } of chosen)
    await rm(path, { recursive: true, force: true }).catch((error: unknown) => {
      throw explainSystemError(error, `${path}: can't be removed`);
    });
  return chosen;
}

function unknown(name: string, entries: readonly CacheEntry[]): InputError {
  const names = [...new Set(entries.flatMap((entry) => [entry.data ?? entry.name]))];
  const known = names.length === 0 ? 'the cache is empty' : `expected one of ${names.join(', ')}`;
  return new InputError(`--clear: ${known}, got '${name}'${didYouMean(name, names)}`);
}

async function bytesOf(path: string): Promise<number> {
  const status = await stat(path).catch(() => undefined);
  if (!status?.isDirectory()) return status?.size ?? 0;
  const sizes = await Promise.all((await namesIn(path)).map((name) => bytesOf(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw explainSystemError(error, `${folder}: can't be read`);
  }
}
