// Resolves the model that the command line names: an .onnx file, the folder of a run, or, if no file has
// that name, a released model. It finds the file and reads its bytes; it does not parse them.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { didYouMean } from '../../did-you-mean.ts';
import { InputError } from '../../errors.ts';
import { hasImageExtension } from '../pictures/formats.ts';
import { modelsFolder, releasedModelFile, releasedModels } from './released-models.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';

/** Files that mark a folder as a run; one of them is enough. */
const signs = ['config.json', 'best.onnx', 'last.onnx'];

/**
 * The `.onnx` file that `path` stands for: the file itself, the `best.onnx` of a run folder, or a released
 * model.
 *
 * @param models the folder of the released models
 * @throws InputError if it is none of these, does not exist, or is a run without a `best.onnx` yet
 */
export async function resolveModelFile(path: string, models = modelsFolder): Promise<string> {
  const kind = await kindOf(path);
  if (kind === 'missing') return (await releasedModelFile(path, models)) ?? missing(path, models);
  if (kind === 'file') return onnxFile(path);
  if (kind === 'other')
    throw new InputError(
      `${path}: expected a model (.onnx) or the folder of a run, got a pipe, socket or device`,
    );
  return bestModel(path);
}

/** The limit on the size of a model file, because its origin may be untrusted. */
const maxModelBytes = 512 * 2 ** 20;

/** Reads a file that `resolveModelFile` found. */
export async function readModelFile(file: string): Promise<Uint8Array> {
  const { size } = await stat(file);
  if (size > maxModelBytes)
    throw new InputError(`${file}: the file has ${size} bytes, more than the limit of ${maxModelBytes}`);
  return readFile(file).catch((error: unknown) => {
    throw explainSystemError(error, `${file}: can't be read`);
  });
}

/** Arguments that name pictures and optionally a model. */
export interface ModelAndPictures {
  readonly model: string | undefined;
  readonly pictures: readonly string[];
}

/**
 * Separates an optional model from the pictures after it. A missing path without the name of a picture counts
 * as a model: a mistyped run must not be answered by another model.
 *
 * @throws InputError if such a model does not exist
 */
export async function splitModelAndPictures(
  args: readonly string[],
  models = modelsFolder,
): Promise<ModelAndPictures> {
  const [first, ...others] = args;
  if (first === undefined) return { model: undefined, pictures: [] };
  if (await isModelArgument(first, models)) return { model: first, pictures: others };
  if ((await kindOf(first)) === 'missing' && !hasImageExtension(first)) await resolveModelFile(first, models);
  return { model: undefined, pictures: args };
}

/**
 * Whether `path` names a model rather than a picture: any `.onnx` file, even a missing one, the folder of a
 * run, or a released model if no file has that name.
 */
export async function isModelArgument(path: string, models = modelsFolder): Promise<boolean> {
  const kind = await kindOf(path);
  if (kind === 'missing' && (await releasedModelFile(path, models)) !== undefined) return true;
  if (kind !== 'directory') return isOnnxName(path);
  const names = await namesIn(path);
  return signs.some((sign) => names.includes(sign));
}

async function missing(path: string, models: string): Promise<never> {
  const names = isName(path) ? await releasedModels(models) : [];
  const released = names.length > 0 ? `, or a released model: ${names.join(', ')}` : '';
  throw new InputError(
    `${path}: no such file; expected a model (.onnx) or the folder of a run${released}${didYouMean(path, names)}`,
  );
}

const isName = (path: string): boolean => /^[\w-]+$/.test(path);

function onnxFile(path: string): string {
  if (!isOnnxName(path))
    throw new InputError(`${path}: expected a model (.onnx) or the folder of a run, got another file`);
  return path;
}

async function bestModel(directory: string): Promise<string> {
  const names = await namesIn(directory);
  if (names.includes('best.onnx')) return join(directory, 'best.onnx');
  if (signs.some((sign) => names.includes(sign)))
    throw new InputError(`${directory}: this run has no best.onnx yet`);
  throw new InputError(
    `${directory}: expected a model (.onnx) or the folder of a run, got a folder without a run`,
  );
}

function isOnnxName(path: string): boolean {
  return path.toLowerCase().endsWith('.onnx');
}

async function kindOf(path: string): Promise<'file' | 'directory' | 'other' | 'missing'> {
  try {
    const status = await stat(path);
    return status.isFile() ? 'file' : status.isDirectory() ? 'directory' : 'other';
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return 'missing';
    throw explainSystemError(error, `${path}: can't be read`);
  }
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    throw explainSystemError(error, `${directory}: can't be read`);
  }
}
