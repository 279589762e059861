// Which version of a package is installed, without loading it: a native one takes its time.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The version of an installed package, read beside its entry point: not every package exports its package.json.
 *
 * @returns `unknown` where it can't be told
 * @example await packageVersion('sharp'); // '0.35.5'
 */
export async function packageVersion(name: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(name);
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}');
    const found = JSON.parse(text) as { readonly name?: string; readonly version?: string };
    if (found.name === name && found.version !== undefined) return found.version;
  }
  return 'unknown';
}
