// The models that come with the package, `models/NAME.onnx` beside its package.json, each with a card in
// Markdown. This finds them; scripts/release-model.ts writes them.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainSystemError, hasCode } from '../system-errors.ts';

/** Where the package has its models; the source and the compiled program lie equally deep in it. */
export const modelsFolder = fileURLToPath(new URL('../../../models/', import.meta.url));

/** The released model that is used where none is named. */
export const defaultModel = 'atelier';

/** The names of the models that are there, in order; none where there is no such folder. */
export async function releasedModels(folder = modelsFolder): Promise<string[]> {
  try {
    const files = await readdir(folder);
    return files.flatMap((file) => /^([a-z][a-z0-9-]*)\.onnx$/.exec(file)?.[1] ?? []).sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw explainSystemError(error, `cannot read ${folder}`);
  }
}

/** The file of a released model, or nothing where there is none of that name. */
export async function releasedModelFile(name: string, folder = modelsFolder): Promise<string | undefined> {
  return (await releasedModels(folder)).includes(name) ? join(folder, `${name}.onnx`) : undefined;
}
