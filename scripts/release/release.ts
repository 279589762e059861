// Turns the best model of a finished run into a released model: calibrated, stored as small as its validation
// accuracy allows, and with a card. The test split is evaluated once, after all choices are made.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { loadConfigured } from '../../src/cli/options/data.ts';
import { percent } from '../../src/number-words.ts';
import { notice } from '../../src/cli/terminal/output.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { InputError } from '../../src/errors.ts';
import { calibration } from '../../src/metrics/calibration.ts';
import { classificationReport, type LabelledPredictions } from '../../src/metrics/classification-report.ts';
import { fitTemperature } from '../../src/metrics/temperature.ts';
import { openClassifier } from '../../src/nn/classifier.ts';
import { describeClassifier } from '../../src/nn/describe-classifier.ts';
import { foldTemperature } from '../../src/nn/fold-temperature.ts';
import { writeFileAtomically } from '../../src/node/files/atomic-write.ts';
import { programVersion } from '../../src/node/files/program-version.ts';
import { modelsFolder } from '../../src/node/runs/released-models.ts';
import { trainingDataOf } from '../../src/training/training-data.ts';
import { chooseStorage, type Candidate } from './choose-storage.ts';
import { readFinishedRun, type FinishedRun } from './finished-run.ts';
import { modelCard, type CardContent } from './model-card.ts';
import { checkParameters, checkReleaseName, checkTotalSize } from './released-sizes.ts';

export interface ReleaseOptions {
  /** The new place of the run's data, if they have moved. */
  readonly data?: string;
  readonly threads: number;
  /** The folder of released models. */
  readonly out: string;
}

/**
 * Writes the model and its card. Returns a line that says what it wrote.
 *
 * @throws InputError, before anything is written, if the name is unknown, the run is not finished or used
 *   other data, or the model is too large
 */
export async function release(name: string, path: string, options: ReleaseOptions): Promise<string> {
  checkReleaseName(name);
  const run = await readFinishedRun(path);
  const description = describeClassifier(run.bytes, run.file);
  checkParameters(name, description.parameters);
  const { splits } = await loadConfigured({ ...run.config, data: options.data ?? run.config.data });
  const { train, validation } = trainingDataOf(splits, run.config);
  const { labels, classNames, probabilities } = await predictions(run.bytes, validation, options.threads);
  const temperature = fitTemperature({ labels, probabilities, classCount: classNames.length });
  const calibrated = foldTemperature(run.bytes, temperature, run.file);
  const choice = await chooseStorage(calibrated, run.file, validation, options.threads);
  checkSameFigures(run, choice.measured[0]!);
  const { chosen } = choice;
  await checkTotalSize(options.out, name, chosen.bytes.length);
  notice(
    `${name}: ${chosen.storage}, ${chosen.bytes.length.toLocaleString('en')} bytes; evaluating the test split`,
  );
  const test = splits.test && (await evaluateOnce(chosen, splits.test, options.threads));
  const content = {
    ...{ name, run, description, temperature, choice },
    ...{ trained: train.count, version: programVersion },
  };
  await write(options.out, { ...content, ...(test && { test }) });
  const testWords = test ? `, test accuracy ${percent(test.report.accuracy, 2)}` : '';
  return `${join(options.out, name)}.onnx and .md: ${chosen.storage}, validation accuracy ${percent(chosen.validation.accuracy, 2)}${testWords}`;
}

/** Another number of threads may round differently. A larger difference means other data or another model. */
const mostApart = 2;

/** Checks that model, data and split are those of the run. */
function checkSameFigures(
  { path, metrics: { validation } }: FinishedRun,
  { validation: found }: Candidate,
): void {
  const apart = Math.round(Math.abs(validation.accuracy - found.accuracy) * found.count);
  if (validation.count === found.count && apart <= mostApart) return;
  throw new InputError(
    `${path}: expected the accuracy in metrics.json, ${percent(validation.accuracy, 2)} on ${validation.count} pictures of the validation split, but best.onnx has ${percent(found.accuracy, 2)} on ${found.count}; the data or the model have changed`,
  );
}

async function evaluateOnce(
  { bytes }: Candidate,
  pictures: Dataset,
  threads: number,
): Promise<NonNullable<CardContent['test']>> {
  const onTest = await predictions(bytes, pictures, threads);
  return { report: classificationReport(onTest), calibration: calibration(onTest) };
}

async function predictions(
  bytes: Uint8Array,
  { images, labels, classNames }: Dataset,
  threads: number,
): Promise<LabelledPredictions> {
  const classifier = await openClassifier(bytes, 'the released model', { threads });
  const probabilities = await classifier.predict(images);
  await classifier.dispose();
  return { labels, probabilities, classNames };
}

/** The card is written last, so that a model without a card is recognisable as unfinished. */
async function write(folder: string, content: CardContent): Promise<void> {
  await mkdir(folder, { recursive: true });
  const options = await resolveConfig(join(modelsFolder, 'card.md'));
  const text = await format(modelCard(content), { ...options, parser: 'markdown' });
  await writeFileAtomically(join(folder, `${content.name}.onnx`), content.choice.chosen.bytes);
  await writeFileAtomically(join(folder, `${content.name}.md`), text);
}
