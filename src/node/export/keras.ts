// Loads a `.keras` file with Keras in the Python that ATELIER_PYTHON names, and predicts.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { InputError } from '../../errors.ts';
import { channelsLast, type CheckPictures } from '../../export/check/pictures.ts';

/** The package includes `src`, so that this path is valid from the compiled program too. */
const script = fileURLToPath(new URL('../../../src/node/export/predict.py', import.meta.url));

/**
 * The probabilities that Keras computes from a `.keras` file, and its version.
 *
 * @param python the Python to run
 * @throws InputError if that Python can't be run or lacks Keras; an Error if Keras refuses the file
 */
export async function predictWithKeras(
  python: string,
  model: Uint8Array,
  pictures: CheckPictures,
): Promise<{ probabilities: Float32Array; runtime: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-keras-'));
  const [file, images, results] = ['model.keras', 'pictures', 'probabilities'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  try {
    await writeFile(file, model);
    await writeFile(images, Uint8Array.from(channelsLast(pictures)));
    const { count, height, width, channels } = pictures;
    const sizes = [count, height, width, channels].map(String);
    const printed = await runPython(python, [script, file, images, results, ...sizes]);
    const { buffer } = Uint8Array.from(await readFile(results));
    return { probabilities: new Float32Array(buffer), runtime: printed.trim().split('\n').at(-1)! };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const run = promisify(execFile);

async function runPython(python: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '' };
  try {
    return (await run(python, args, { env, maxBuffer: 2 ** 24 })).stdout;
  } catch (error) {
    const { code, stderr = '' } = error as NodeJS.ErrnoException & { stderr?: string };
    if (typeof code === 'string') throw new InputError(`ATELIER_PYTHON: can't run '${python}': ${code}`);
    const last = stderr.trim().split('\n').at(-1) ?? '';
    if (last.includes("No module named 'keras'")) throw new InputError(`ATELIER_PYTHON: '${python}' has no Keras`);
    throw new Error(`Keras can't run the export: ${last}`);
  }
}
