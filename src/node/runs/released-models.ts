// Finds the models that come with the package: `models/NAME.onnx` beside its package.json, each with a card
// in Markdown. scripts/release-model.ts writes them.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainSystemError, hasCode } from '../files/system-errors.ts';

/** The package's folder of models. The source and the compiled program are equally deep in the package. */
export const modelsFolder = fileURLToPath(new URL('../../../models/', import.meta.url));

/** The released model that is used if none is named. */
export const defaultModel = 'atelier';

/** The names of the released models, sorted; empty if there is no such folder. */
export async function releasedModels(folder = modelsFolder): Promise<string[]> {
  try {
    const files = await readdir(folder);
    return files.flatMap((file) => /^([a-z][a-z0-9-]*)\.onnx$/.exec(file)?.[1] ?? []).sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw explainSystemError(error, `${folder}: can't be read`);
  }
}

/** The file of a released model; undefined if there is none of that name. */
export async function releasedModelFile(name: string, folder = modelsFolder): Promise<string | undefined> {
  return (await releasedModels(folder)).includes(name) ? join(folder, `${name}.onnx`) : undefined;
}
