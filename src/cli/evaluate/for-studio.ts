// What the studio shows of an evaluation: `evaluate --studio FOLDER`, which the studio starts as a job.
import { makeFolder } from '../../node/files/make-folder.ts';
import { measureEvaluation } from '../../server/studio/evaluations/measure.ts';
import { EvaluationWriter } from '../../server/studio/evaluations/results.ts';
import { openMeasured, type ReportOptions } from '../report/run.ts';
import { notice } from '../terminal/output.ts';

/**
 * Measures a model and writes the results into a folder.
 *
 * @throws InputError if the model or the data can't be read, or if they do not fit each other
 */
export async function evaluateForStudio(
  model: string,
  folder: string,
  options: ReportOptions,
): Promise<void> {
  await makeFolder(folder);
  const writer = new EvaluationWriter(folder);
  await writer.begin('data');
  const opened = await openMeasured(model, options);
  try {
    await measureEvaluation({ ...opened, model }, writer);
    notice(`${model}: measured on the ${opened.split} split of ${opened.dataset.name}`);
  } finally {
    await opened.dispose();
  }
}
