// Which version of a package is installed, without loading it: a native one takes its time.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { hasCode } from './system-errors.ts';

/**
 * The version of an installed package, read beside its entry point: not every package exports its
 * package.json.
 *
 * @returns `unknown` where it can't be told
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
    if (hasCode(error, 'ENOENT')) return {}; // the folder of a file within a package
    throw error;
  }
}
