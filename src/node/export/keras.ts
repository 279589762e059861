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

/** A `.keras` file and the pictures to predict. */
export interface KerasJob {
  readonly model: Uint8Array;
  readonly pictures: CheckPictures;
}

/**
 * The probabilities that Keras computes from each of some `.keras` files, and its version.
 *
 * @param python the Python to run
 * @throws InputError if that Python can't be run or lacks Keras; an Error if Keras refuses a file
 */
export async function predictWithKeras(
  python: string,
  jobs: readonly KerasJob[],
): Promise<{ probabilities: Float32Array[]; runtime: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-keras-'));
  try {
    const written = await Promise.all(jobs.map((job, i) => writeJob(join(folder, String(i)), job)));
    const list = join(folder, 'jobs.json');
    await writeFile(list, JSON.stringify(written));
    const printed = await runPython(python, [script, list]);
    return {
      probabilities: await Promise.all(written.map(({ probabilities }) => readFloats(probabilities))),
      runtime: printed.trim().split('\n').at(-1)!,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the files of a job, whose names begin with a path. */
async function writeJob(path: string, { model, pictures }: KerasJob) {
  const job = {
    model: `${path}.keras`,
    pictures: `${path}.pictures`,
    probabilities: `${path}.probabilities`,
  };
  await writeFile(job.model, model);
  await writeFile(job.pictures, Uint8Array.from(channelsLast(pictures)));
  const { count, height, width, channels } = pictures;
  return { ...job, shape: [count, height, width, channels] };
}

const readFloats = async (file: string): Promise<Float32Array> =>
  new Float32Array(Uint8Array.from(await readFile(file)).buffer);

const run = promisify(execFile);

async function runPython(python: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '' };
  try {
    return (await run(python, args, { env, maxBuffer: 2 ** 24 })).stdout;
  } catch (error) {
    const { code, stderr = '' } = error as NodeJS.ErrnoException & { stderr?: string };
    if (typeof code === 'string')
      throw new InputError(`ATELIER_PYTHON: can't run '${python}': ${code}`, { cause: error });
    const last = stderr.trim().split('\n').at(-1) ?? '';
    const missing = /No module named '(\w+)/.exec(last)?.[1];
    if (missing !== undefined)
      throw new InputError(`ATELIER_PYTHON: '${python}' has no ${missing === 'keras' ? 'Keras' : missing}`, {
        cause: error,
      });
    throw new Error(`Keras can't run the export: ${last}`, { cause: error });
  }
}
