// A folder of models in versions, as Triton and KServe have them: `NAME/1/model.onnx`. Other files are left
// alone.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { explainSystemError, hasCode } from '../../node/files/system-errors.ts';
import type { ModelSource } from './model-version.ts';

/** Names that are the same in a URL and on disk. */
export const modelName = /^[A-Za-z0-9][\w.-]{0,127}$/;

/**
 * The versions in a repository's folder.
 *
 * @throws InputError if the folder can't be read
 */
export async function listVersions(folder: string): Promise<ModelSource[]> {
  const sources: ModelSource[] = [];
  for (const name of await foldersIn(folder)) {
    if (!modelName.test(name) || name === 'stats') continue;
    for (const version of await namesIn(join(folder, name))) {
      if (!/^[1-9]\d{0,8}$/.test(version)) continue;
      const files = await namesIn(join(folder, name, version));
      if (files.includes('model.onnx'))
        sources.push({ name, version, file: join(folder, name, version, 'model.onnx') });
    }
  }
  return sources;
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .flatMap((entry) => (entry.isDirectory() || entry.isSymbolicLink() ? [entry.name] : []))
      .sort();
  } catch (error) {
    throw explainSystemError(error, `${folder}: can't be read`);
  }
}

/** The names in a folder; none if it is gone, or is something else. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return [];
    throw explainSystemError(error, `${folder}: can't be read`);
  }
}
