// How a model is named on the command line: by an .onnx file, or by the directory of the run that trained it.
// It finds the file; reading it is not done here.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../errors.ts';
import { explainSystemError, hasCode } from './system-errors.ts';

/** A file that only a run has; any of them makes a directory a run. */
const signs = ['config.json', 'best.onnx', 'last.onnx'];

/**
 * The `.onnx` file that `path` stands for: itself, or the `best.onnx` of a run directory.
 *
 * @throws InputError when it is neither, doesn't exist, or the run has no `best.onnx` yet
 */
export async function resolveModelFile(path: string): Promise<string> {
  const kind = await kindOf(path);
  if (kind === 'missing')
    throw new InputError(`${path}: no such file; expected a model (.onnx) or the directory of a run`);
  if (kind === 'file') return onnxFile(path);
  if (kind === 'other')
    throw new InputError(`${path}: expected a model (.onnx) or the directory of a run, got no regular file`);
  return bestModel(path);
}

/** Whether `path` names a model rather than a picture: any `.onnx` file, there or not, or the directory of a run. */
export async function isModelArgument(path: string): Promise<boolean> {
  if ((await kindOf(path)) !== 'directory') return isOnnxName(path);
  const names = await namesIn(path);
  return signs.some((sign) => names.includes(sign));
}

function onnxFile(path: string): string {
  if (!isOnnxName(path))
    throw new InputError(`${path}: expected a model (.onnx) or the directory of a run, got another file`);
  return path;
}

async function bestModel(directory: string): Promise<string> {
  const names = await namesIn(directory);
  if (names.includes('best.onnx')) return join(directory, 'best.onnx');
  if (signs.some((sign) => names.includes(sign)))
    throw new InputError(`${directory}: this run has no best.onnx yet`);
  throw new InputError(
    `${directory}: expected a model (.onnx) or the directory of a run, got a folder without a run`,
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
    throw explainSystemError(error, `cannot read ${path}`);
  }
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    throw explainSystemError(error, `cannot read ${directory}`);
  }
}
