// Finds the model to use if none is named: the newest run of the user, otherwise the released model.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { defaultModel, modelsFolder, releasedModelFile } from './released-models.ts';

/** The description for a command's help. */
export const defaultModelWords = `the newest run in runs/, or the released model ${defaultModel}`;

/** The folders to search. */
interface Places {
  /** The folder of runs. */
  readonly runs?: string;
  /** The folder of released models. */
  readonly models?: string;
}

/** A model argument, and a description of it. */
interface FoundModel {
  readonly model: string;
  readonly what: string;
}

/**
 * Finds the run with the newest best model, or the released model if there is no run.
 *
 * @throws InputError if there is neither
 */
export async function findDefaultModel({
  runs = 'runs',
  models = modelsFolder,
}: Places = {}): Promise<FoundModel> {
  const run = await newestRun(runs);
  if (run !== undefined) return { model: run, what: 'the newest run' };
  const released = await releasedModelFile(defaultModel, models);
  if (released !== undefined) return { model: released, what: 'the released model' };
  throw new InputError(
    `no model found: there is no run in ${runs}, and no released model in this version; name an .onnx file or a run, or train a model first`,
  );
}

async function newestRun(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => ({
      run: join(folder, name),
      time: await modifiedAt(join(folder, name, 'best.onnx')),
    })),
  );
  return found.filter(({ time }) => time > 0).sort((a, b) => b.time - a.time)[0]?.run;
}

/** When a file was last changed, in milliseconds; 0 if there is none. */
const modifiedAt = async (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
