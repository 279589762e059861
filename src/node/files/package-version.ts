// Finds the installed version of a package without loading it, because loading a native package is slow.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { hasCode } from './system-errors.ts';

/**
 * The version of an installed package. It is searched from the entry point upwards, because not every package
 * exports its package.json.
 *
 * @returns `unknown` if there is no version
 * @example packageVersion('sharp'); // '0.35.5'
 */
export function packageVersion(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    const found = readPackage(join(folder, 'package.json'));
    if (found.name === name && found.version !== undefined) return found.version;
  }
  return 'unknown';
}

function readPackage(file: string): { readonly name?: string; readonly version?: string } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as object;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return {}; // a subfolder of the package
    throw error;
  }
}
