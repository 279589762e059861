// Opens a model with its run and data, and measures it: shared by `report`, `plot` and `evaluate --report`.
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Dataset } from '../../data/dataset.ts';
import { InputError } from '../../errors.ts';
import type { Explainer } from '../../explain/explainer.ts';
import { findRunDirectory, type RunDirectory } from '../../node/runs/run-directory.ts';
import { programVersion } from '../../node/files/program-version.ts';
import { openClassifier, type Classifier } from '../../nn/classifier.ts';
import { describeClassifier } from '../../nn/describe-classifier.ts';
import { foreignClassifier } from '../../report/foreign-classifier.ts';
import { gatherReport } from '../../report/gather.ts';
import type { ReportPart } from '../../report/parts.ts';
import type { ModelFacts, ReportData, RunConfig } from '../../report/report-data.ts';
import type { Part } from '../../report/section.ts';
import { parseHistory } from '../../training/history-table.ts';
import type { EpochResult } from '../../training/fit.ts';
import { loadExplainerData } from '../files/explainer-data.ts';
import { openExplained } from '../files/open-explainer.ts';
import { chooseSplit, namedByData, type ModelData } from '../files/open-model.ts';
import type { MeasuredDataOptions, ExecutionOptions } from '../options/measuring.ts';
import { optionName, type SplitName } from '../options/common.ts';
import { formatSeconds, notice } from '../terminal/output.ts';

/** The options of `report`, `plot` and `evaluate --report` about what is measured. */
export interface ReportOptions extends MeasuredDataOptions, Omit<ExecutionOptions, 'json'> {
  readonly without?: readonly ReportPart[];
}

/**
 * The report's default file: in the run, next to the model's file, or for a released model in this folder.
 */
export async function defaultReportFile(argument: string): Promise<string> {
  const place = await stat(argument).catch(() => undefined);
  if (place?.isDirectory()) return join(argument, 'report.html');
  const name = `${basename(argument, '.onnx')}.report.html`;
  return place ? join(dirname(argument), name) : name;
}

/** The default folder for figures: `plots` in the run, or in this folder. */
export async function defaultPlotFolder(argument: string): Promise<string> {
  const place = await stat(argument).catch(() => undefined);
  return place?.isDirectory() ? join(argument, 'plots') : 'plots';
}

/** A model with the data to measure it on. */
export interface MeasuredModel extends ModelData {
  readonly bytes: Uint8Array;
  readonly classifier: Classifier;
  readonly explainer: Explainer;
  readonly split: SplitName;
  readonly dataset: Dataset;
  /** For fitting a temperature. */
  readonly validation: Part<Dataset>;
  readonly dispose: () => Promise<void>;
}

/**
 * Opens a model and its data.
 *
 * @throws InputError if the model or the data can't be read, or if they do not fit each other
 */
export async function openMeasured(
  argument: string,
  { data, offline, maxPixels, threads, split: wanted }: ReportOptions,
): Promise<MeasuredModel> {
  const { file, bytes, explainer } = await openExplained(argument, { threads });
  const unnamed = `${file}: the model does not name its data; name it with --data`;
  const loaded = await loadExplainerData(argument, explainer, { data, offline, maxPixels, unnamed });
  const { split, dataset } = chooseSplit(loaded.splits, wanted, loaded.validationSeed);
  const classifier = explainer.card
    ? namedByData(await openClassifier(bytes, file, { threads }), dataset)
    : foreignClassifier(explainer, dataset);
  const dispose = async () => {
    await classifier.dispose();
    await explainer.dispose();
  };
  return {
    ...{ ...loaded, bytes, classifier, explainer, split, dataset, dispose },
    validation: validationOf(loaded, split),
  };
}

/**
 * Opens the model and its data and measures all that a report shows, with progress on standard error.
 *
 * @throws InputError if the model or the data can't be read, or if they do not fit each other
 */
export async function measureForReport(argument: string, options: ReportOptions): Promise<ReportData> {
  const { bytes, dispose, ...opened } = await openMeasured(argument, options);
  const { threads } = options;
  const run = await runOf(argument);
  const clock = stepClock();
  try {
    return await gatherReport(
      {
        ...{ ...opened, version: programVersion },
        model: modelFacts(run?.name ?? basename(argument, '.onnx'), bytes, opened.explainer),
        history: await readHistory(run),
        config: await readConfig(run),
        commands: commandsFor(argument, opened.split, options),
      },
      { threads, onStep: clock.begin, ...(options.without && { without: options.without }) },
    );
  } finally {
    clock.end();
    await dispose();
  }
}

function modelFacts(name: string, bytes: Uint8Array, { card, model, source }: Explainer): ModelFacts {
  const described = card && describeClassifier(bytes, source);
  return {
    ...{ name, card, input: model.input, bytes: bytes.length },
    ...(described && { parameters: described.parameters, multiplyAdds: described.multiplyAdds }),
    notes: card
      ? []
      : [...model.notes, 'the outputs are taken as the classes of the data, in the same order'],
  };
}

/** Prints on standard error how long each step took. */
function stepClock(): { begin: (what: string) => void; end: () => void } {
  let [current, start] = ['', performance.now()];
  const begin = (what: string): void => {
    const now = performance.now();
    if (current !== '') notice(`report: ${current}: ${formatSeconds((now - start) / 1000)}`);
    [current, start] = [what, now];
  };
  return { begin, end: () => begin('') };
}

/** The run, if the argument names a run's folder. */
async function runOf(argument: string): Promise<RunDirectory | undefined> {
  const folder = await stat(argument).catch(() => undefined);
  return folder?.isDirectory() ? findRunDirectory(argument) : undefined;
}

function validationOf({ splits, validationSeed }: ModelData, split: SplitName): Part<Dataset> {
  if (split === 'validation')
    return {
      missing:
        'No temperature was fitted: it would be fitted on the validation split, and this report measures that split.',
    };
  return chooseSplit(splits, 'validation', validationSeed).dataset;
}

async function readHistory(run: RunDirectory | undefined): Promise<Part<readonly EpochResult[]>> {
  if (!run)
    return { missing: 'The report was made from a model file. Only a run’s folder has a training history.' };
  const text = await run.read('history.csv');
  if (!text) return { missing: 'The run’s folder has no history.csv, so its training history is unknown.' };
  try {
    const history = parseHistory(Buffer.from(text).toString(), run.file('history.csv'));
    return history.length > 0 ? history : { missing: 'The run has not finished an epoch yet.' };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { missing: `The run’s history can’t be read: ${error.message}` };
  }
}

async function readConfig(run: RunDirectory | undefined): Promise<Part<RunConfig>> {
  const bytes = await run?.read('config.json');
  if (!bytes)
    return { missing: 'There is no configuration next to this model, so its training options are unknown.' };
  return { text: Buffer.from(bytes).toString() };
}

/** The commands that make this report again. */
function commandsFor(
  argument: string,
  split: SplitName,
  { data, without, threads }: ReportOptions,
): string[] {
  const given = { data, split, without: without?.join(','), threads };
  const options = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [optionName(name), quoted(String(value))],
  );
  return [['atelier report', quoted(argument), ...options].join(' ')];
}

/** Quotes a word for a shell. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
