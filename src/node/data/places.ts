// Where data may be stored on this computer: the folder in $ATELIER_DATA and the user's cache. This only
// computes paths; it reads and creates nothing.
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { InputError } from '../../errors.ts';

/** Environment variables; `process.env` by default. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The folder in $ATELIER_DATA as an absolute path; undefined if the variable is not set or empty. */
export function dataVariable(env: Environment): string | undefined {
  const folder = env['ATELIER_DATA']?.trim();
  return folder ? resolve(folder) : undefined;
}

/**
 * The folder for the downloaded Fashion-MNIST in the user's cache. It may not exist yet.
 *
 * @throws InputError, like the two below, if the environment names no home folder; nothing is put into the
 *   current folder
 */
export function cacheFolder(env: Environment, platform: NodeJS.Platform = process.platform): string {
  return join(userCache(env, platform), 'atelier', 'fashion-mnist');
}

/** The folder for decoded photographs in the user's cache. It may not exist yet. */
export function pictureCacheFolder(env: Environment, platform: NodeJS.Platform = process.platform): string {
  return join(userCache(env, platform), 'atelier', 'pictures');
}

/** The folder for results that take minutes, in the user's cache. It may not exist yet. */
export function resultCacheFolder(env: Environment, platform: NodeJS.Platform = process.platform): string {
  return join(userCache(env, platform), 'atelier', 'results');
}

/**
 * The folder of everything that the program keeps in the user's cache. It may not exist yet.
 *
 * @throws InputError if the environment names no home folder
 */
export const programCacheFolder = (env: Environment, platform: NodeJS.Platform = process.platform): string =>
  join(userCache(env, platform), 'atelier');

function userCache(env: Environment, platform: NodeJS.Platform): string {
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg && isAbsolute(xdg)) return xdg; // the specification says to ignore relative paths
  if (platform === 'win32') {
    return env['LOCALAPPDATA'] ?? join(env['USERPROFILE'] ?? homedir(), 'AppData', 'Local');
  }
  const home = env['HOME'] ?? homedir();
  if (!isAbsolute(home))
    throw new InputError(`HOME: expected the absolute path of a folder for the cache, got '${home}'`);
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}
