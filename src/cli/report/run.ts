// What `report`, `plot` and `evaluate --report` share: the model with its run and data, opened and measured.
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Dataset } from '../../data/dataset.ts';
import { InputError } from '../../errors.ts';
import { openExplainer, type Explainer } from '../../explain/explainer.ts';
import { findRunDirectory, type RunDirectory } from '../../node/runs/run-directory.ts';
import { programVersion } from '../../node/program-version.ts';
import { openClassifier } from '../../nn/classifier.ts';
import { describeClassifier } from '../../nn/describe-classifier.ts';
import { foreignClassifier } from '../../report/foreign-classifier.ts';
import { gatherReport } from '../../report/gather.ts';
import type { ReportPart } from '../../report/parts.ts';
import type { ModelFacts, ReportData, RunConfig } from '../../report/report-data.ts';
import type { Part } from '../../report/section.ts';
import { parseHistory } from '../../training/history-table.ts';
import type { EpochResult } from '../../training/fit.ts';
import { loadExplainerData } from '../files/explainer-data.ts';
import { chooseSplit, readModelArgument, type DataChoice, type ModelData } from '../files/open-model.ts';
import { optionName, type SplitName } from '../options/common.ts';
import { formatSeconds, notice } from '../terminal/output.ts';

export interface ReportOptions extends DataChoice {
  readonly split?: SplitName | undefined;
  readonly without?: readonly ReportPart[];
  readonly threads: number;
}

/**
 * Where a report goes if nothing else is said: into the run, or beside the model's file; a released model's
 * here.
 */
export async function defaultReportFile(argument: string): Promise<string> {
  const place = await stat(argument).catch(() => undefined);
  if (place?.isDirectory()) return join(argument, 'report.html');
  const name = `${basename(argument, '.onnx')}.report.html`;
  return place ? join(dirname(argument), name) : name;
}

/** Where figures go if nothing else is said: into the run, or here. */
export async function defaultPlotFolder(argument: string): Promise<string> {
  const place = await stat(argument).catch(() => undefined);
  return place?.isDirectory() ? join(argument, 'plots') : 'plots';
}

/**
 * Opens and measures; what takes time is told on standard error.
 *
 * @throws InputError for what is no model, no data, or do not go together
 */
export async function measureForReport(argument: string, options: ReportOptions): Promise<ReportData> {
  const { threads } = options;
  const { file, bytes } = await readModelArgument(argument);
  const explainer = openExplainer(bytes, file, { threads });
  const { data, offline, maxPixels } = options;
  const unnamed = `--data: ${file} does not say which data it is for: name them`;
  const loaded = await loadExplainerData(argument, explainer, { data, offline, maxPixels, unnamed });
  const { split, dataset } = chooseSplit(loaded.splits, options.split, loaded.validationSeed);
  const classifier = explainer.card
    ? await openClassifier(bytes, file, { threads })
    : foreignClassifier(explainer, dataset);
  const run = await runOf(argument);
  const clock = stepClock();
  try {
    return await gatherReport(
      {
        ...{ classifier, explainer, splits: loaded.splits, dataset, split, version: programVersion },
        model: modelFacts(run?.name ?? basename(argument, '.onnx'), bytes, explainer),
        validation: validationOf(loaded, split),
        history: await readHistory(run),
        config: await readConfig(run),
        commands: commandsFor(argument, split, options),
      },
      { threads, onStep: clock.begin, ...(options.without && { without: options.without }) },
    );
  } finally {
    clock.end();
    await classifier.dispose();
    await explainer.dispose();
  }
}

function modelFacts(name: string, bytes: Uint8Array, { card, model, source }: Explainer): ModelFacts {
  const described = card && describeClassifier(bytes, source);
  return {
    ...{ name, card, input: model.input, bytes: bytes.length },
    ...(described && { parameters: described.parameters, multiplyAdds: described.multiplyAdds }),
    notes: card ? [] : [...model.notes, 'its outputs are taken for the classes of the data, in their order'],
  };
}

/** Tells on standard error how long each step took. */
function stepClock(): { begin: (what: string) => void; end: () => void } {
  let [current, start] = ['', performance.now()];
  const begin = (what: string): void => {
    const now = performance.now();
    if (current !== '') notice(`report: ${current}: ${formatSeconds((now - start) / 1000)}`);
    [current, start] = [what, now];
  };
  return { begin, end: () => begin('') };
}

/** The run that a model was named by, if it was. */
async function runOf(argument: string): Promise<RunDirectory | undefined> {
  const folder = await stat(argument).catch(() => undefined);
  return folder?.isDirectory() ? findRunDirectory(argument) : undefined;
}

function validationOf({ splits, validationSeed }: ModelData, split: SplitName): Part<Dataset> {
  if (split === 'validation')
    return {
      missing: 'No temperature was fitted: that is done on the validation split, which is measured here.',
    };
  return chooseSplit(splits, 'validation', validationSeed).dataset;
}

async function readHistory(run: RunDirectory | undefined): Promise<Part<readonly EpochResult[]>> {
  if (!run)
    return { missing: 'This is a model’s file, not a run: it does not remember how its training went.' };
  const text = await run.read('history.csv');
  if (!text) return { missing: 'The run’s folder has no history.csv: how its training went is not known.' };
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
    return { missing: 'There is no configuration beside this model: how it was trained is not known.' };
  return { text: Buffer.from(bytes).toString() };
}

/** What makes this report again. */
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

/** As a shell takes it. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
