// Where data may lie on this computer: the folder that $ATELIER_DATA names, and the user's cache.
// It only says where; it reads and makes nothing.
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { InputError } from '../../errors.ts';

/** Environment variables; `process.env` unless a caller gives others. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The folder that $ATELIER_DATA names, absolute, or undefined where the variable is not set or empty. */
export function dataVariable(env: Environment): string | undefined {
  const folder = env['ATELIER_DATA']?.trim();
  return folder ? resolve(folder) : undefined;
}

/**
 * The folder in the user's cache where a downloaded Fashion-MNIST is kept, whether it exists or not.
 *
 * @throws InputError, as the two below, where the environment names no home folder: nothing is put into the
 *   current one
 */
export function cacheFolder(env: Environment, platform: NodeJS.Platform = process.platform): string {
  return join(userCache(env, platform), 'atelier', 'fashion-mnist');
}

/** The folder in the user's cache where decoded photographs are kept, whether it exists or not. */
export function pictureCacheFolder(env: Environment, platform: NodeJS.Platform = process.platform): string {
  return join(userCache(env, platform), 'atelier', 'pictures');
}

/** The folder in the user's cache where results that take minutes are kept, whether it exists or not. */
export function resultCacheFolder(env: Environment, platform: NodeJS.Platform = process.platform): string {
  return join(userCache(env, platform), 'atelier', 'results');
}

function userCache(env: Environment, platform: NodeJS.Platform): string {
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg && isAbsolute(xdg)) return xdg; // the specification has relative paths ignored
  if (platform === 'win32') {
    return env['LOCALAPPDATA'] ?? join(env['USERPROFILE'] ?? homedir(), 'AppData', 'Local');
  }
  const home = env['HOME'] ?? homedir();
  if (!isAbsolute(home))
    throw new InputError(`there is no cache: expected HOME to be the path of a folder from /, got '${home}'`);
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}
