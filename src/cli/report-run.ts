// What `report`, `plot` and `evaluate --report` share: the model with its run and data, opened and measured.
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Dataset } from '../data/dataset.ts';
import { InputError } from '../errors.ts';
import { findRunDirectory, type RunDirectory } from '../node/run-directory.ts';
import { programVersion } from '../node/program-version.ts';
import { openClassifier } from '../nn/classifier.ts';
import { describeClassifier } from '../nn/describe-classifier.ts';
import { gatherReport } from '../report/gather.ts';
import type { ReportData, RunConfig } from '../report/report-data.ts';
import type { Part } from '../report/section.ts';
import { parseHistory } from '../training/history-table.ts';
import type { EpochResult } from '../training/fit.ts';
import { chooseSplit, loadModelData, readModelArgument, type ModelData } from './open-model.ts';
import type { SplitName } from './options.ts';
import { formatSeconds, notice } from './output.ts';

export interface ReportOptions {
  readonly data?: string;
  readonly split?: SplitName;
  readonly threads: number;
  readonly offline?: boolean;
}

/** The run that a model was named by, if it was. */
export async function runOf(argument: string): Promise<RunDirectory | undefined> {
  const folder = await stat(argument).catch(() => undefined);
  return folder?.isDirectory() ? findRunDirectory(argument) : undefined;
}

/** Where a report goes if nothing else is said: into the run, or beside the model's file; a released model's here. */
export async function defaultReportFile(argument: string): Promise<string> {
  const folder = await stat(argument).catch(() => undefined);
  if (folder?.isDirectory()) return join(argument, 'report.html');
  const name = `${basename(argument, '.onnx')}.report.html`;
  return folder ? join(dirname(argument), name) : name;
}

/** Opens and measures; what takes time is told on standard error. */
export async function measureForReport(argument: string, options: ReportOptions): Promise<ReportData> {
  const { data, threads, offline = false } = options;
  const { file, bytes } = await readModelArgument(argument);
  const classifier = await openClassifier(bytes, file, { threads });
  const loaded = await loadModelData(argument, classifier, data, offline);
  const { split, dataset } = chooseSplit(loaded.splits, options.split, loaded.validationSeed);
  const run = await runOf(argument);
  const clock = stepClock();
  const { parameters, multiplyAdds } = describeClassifier(bytes, file);
  const report = await gatherReport(
    {
      model: { name: nameOf(argument, run), parameters, multiplyAdds, notes: [] },
      ...{ bytes, classifier, dataset, split, version: programVersion },
      validation: validationOf(loaded, split),
      history: await readHistory(run),
      config: await readConfig(run),
      commands: commandsFor(argument, split, options),
    },
    { threads, onStep: clock.begin },
  );
  clock.end();
  await classifier.dispose();
  return report;
}

/** Tells on standard error what is begun, and at the end how long all took. */
function stepClock(): { begin: (what: string) => void; end: () => void } {
  const start = performance.now();
  return {
    begin: (what) => notice(`report: ${what}`),
    end: () => notice(`report: measured in ${formatSeconds((performance.now() - start) / 1000)}`),
  };
}

const nameOf = (argument: string, run: RunDirectory | undefined): string =>
  run?.name ?? basename(argument, '.onnx');

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

/** What makes the run, and this report, again. */
function commandsFor(argument: string, split: SplitName, { data, threads }: ReportOptions): string[] {
  const named = data === undefined ? '' : ` --data ${data}`;
  return [`atelier report ${argument}${named} --split ${split} --threads ${threads}`];
}
