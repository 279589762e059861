// A model named on the command line, read and opened; and the data that it remembers.
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '../data/dataset.ts';
import { didYouMean } from '../did-you-mean.ts';
import { InputError } from '../errors.ts';
import { resolveModelFile } from '../node/model-argument.ts';
import { explainSystemError } from '../node/system-errors.ts';
import { openClassifier, type Classifier } from '../nn/classifier.ts';
import { splitValidation } from '../training/fit.ts';
import type { SplitName } from './options.ts';
import { downloadReporter, notice } from './output.ts';

/** Models of untrusted origin are not read beyond this. */
const maxModelBytes = 512 * 2 ** 20;

/** Opens an `.onnx` file or the `best.onnx` of a run. */
export async function openModelArgument(argument: string, threads: number): Promise<Classifier> {
  const { file, bytes } = await readModelArgument(argument);
  return openClassifier(bytes, file, { threads });
}

/**
 * Reads an `.onnx` file or the `best.onnx` of a run.
 *
 * @param otherNames what the argument could have been instead, to be told where it is nothing at all
 */
export async function readModelArgument(
  argument: string,
  otherNames: readonly string[] = [],
): Promise<{ file: string; bytes: Uint8Array }> {
  const file = await resolveModelFile(argument).catch((error: unknown) => {
    const couldBeName = otherNames.length > 0 && /^[\w-]+$/.test(argument);
    if (!(error instanceof InputError && couldBeName)) throw error;
    const hint = didYouMean(argument, otherNames);
    throw new InputError(`${error.message}, or one of ${otherNames.join(', ')}${hint}`);
  });
  const { size } = await stat(file);
  if (size > maxModelBytes)
    throw new InputError(`${file}: a model of ${size} bytes, more than ${maxModelBytes}`);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw explainSystemError(error, `cannot read ${file}`);
  });
  return { file, bytes };
}

/** The run under `runs` whose model is the newest. */
export async function newestRun(out = 'runs'): Promise<string> {
  const names = await readdir(out).catch(() => []);
  const models = await Promise.all(
    names.map(async (name) => ({
      run: join(out, name),
      time: await modifiedAt(join(out, name, 'best.onnx')),
    })),
  );
  const newest = models.filter(({ time }) => time > 0).sort((a, b) => b.time - a.time)[0];
  if (!newest)
    throw new InputError(
      `no model named, and none in ${out}: name an .onnx file or a run, or train one first`,
    );
  return newest.run;
}

const modifiedAt = async (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

/** A split of the data set that is named, or that the model remembers. */
export async function loadSplit(
  { card }: Classifier,
  split: SplitName,
  data: string | undefined,
  offline: boolean,
): Promise<Dataset> {
  const { loadData } = await import('../node/data/load.ts');
  if (data === undefined && card.data !== 'fashion-mnist' && card.data !== 'sketches') {
    throw new InputError(`this model was trained on '${card.data}': say with --data where that is now`);
  }
  const splits = await loadData(data ?? card.data, {
    offline,
    onProgress: downloadReporter(),
    onNotice: notice,
  });
  return split === 'test' ? splits.test : splitValidation(splits.train, card.seed)[split];
}
