// Runs an experiment, with a run directory for each variant and seed. Finished runs are kept and stopped runs
// are resumed. When all runs are finished, their results are compared.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSplits, Dataset } from '../../data/dataset.ts';
import { InputError } from '../../errors.ts';
import { openClassifier, type Classifier } from '../../nn/classifier.ts';
import { predictedClasses } from '../../metrics/top-k.ts';
import { findRunDirectory, type RunDirectory } from '../../node/runs/run-directory.ts';
import { readCheckpoint } from '../../node/runs/run-checkpoint.ts';
import { configuredArchitecture } from '../../node/runs/configured-architecture.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import {
  compareVariants,
  type Experiment,
  type RunOutcome,
  type VariantResult,
} from '../../training/experiment.ts';
import type { EpochResult } from '../../training/fit.ts';
import { parseHistory } from '../../training/history-table.ts';
import { trainingDataOf } from '../../training/training-data.ts';
import { ExitError } from '../terminal/exit-error.ts';
import { notice } from '../terminal/output.ts';
import { resumeRun, trainRun, type RunSummary } from '../train/run.ts';

/** The result of an experiment; the document that `experiment --json` prints. */
export interface ExperimentResult {
  readonly name: string;
  readonly question: string;
  readonly data: string;
  readonly split: 'validation' | 'test';
  readonly seeds: readonly number[];
  readonly count: number;
  readonly variants: readonly VariantResult[];
}

interface Options {
  /** The folder for the experiment's runs. */
  readonly folder: string;
  /** The split to compare on. Use the test split only once, at the very end. */
  readonly split: 'validation' | 'test';
}

/**
 * Runs all unfinished runs of an experiment, and compares the variants.
 *
 * @throws ExitError if it is stopped by Ctrl-C
 */
export async function runExperiment(
  splits: DataSplits,
  experiment: Experiment,
  { folder, split }: Options,
): Promise<ExperimentResult> {
  const outcomes: RunOutcome[] = [];
  const total = experiment.variants.size * experiment.seeds.length;
  for (const seed of experiment.seeds) {
    for (const [variant, config] of experiment.variants) {
      notice(`${variant}, seed ${seed} (${outcomes.length + 1} of ${total})`);
      const summary = await runOnce(splits, { ...config, seed }, folder, `${variant}-seed${seed}`);
      const judged = await judge(summary, splits, { ...config, seed }, split);
      const { run, parameters, seconds } = summary;
      outcomes.push({ variant, seed, parameters, seconds, ...judged, history: await historyOf(run) });
    }
  }
  const { name, question, seeds } = experiment;
  return {
    ...{ name, question, split, seeds },
    data: splits.train.name,
    count: outcomes[0]!.correct.length,
    variants: compareVariants(experiment, outcomes),
  };
}

/** Returns the summary of a run, after training or resuming it unless it is finished. */
async function runOnce(
  splits: DataSplits,
  config: TrainingConfig,
  folder: string,
  name: string,
): Promise<RunSummary> {
  const architecture = await configuredArchitecture(config);
  const run = await findRunDirectory(join(folder, name));
  if (!run) return ended(await trainRun(splits, config, architecture, { out: folder, name }));
  await expectSameConfig(run, config);
  const finished = await summaryOf(run);
  if (finished && !finished.stopped) return finished;
  await run.lock();
  try {
    return ended(await resumeRun(splits, config, architecture, run, await readCheckpoint(run, notice)));
  } finally {
    await run.release();
  }
}

function ended(summary: RunSummary): RunSummary {
  if (!summary.stopped) return summary;
  throw new ExitError('stopped; run the same command to resume', Number(process.exitCode ?? 130));
}

async function summaryOf(run: RunDirectory): Promise<RunSummary | undefined> {
  const bytes = await run.read('metrics.json');
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as RunSummary);
}

async function historyOf(run: string): Promise<EpochResult[]> {
  const path = join(run, 'history.csv');
  return parseHistory(await readFile(path, 'utf8'), path);
}

/** Refuses a run of the same name that belongs to another experiment or to an earlier version of this one. */
async function expectSameConfig(run: RunDirectory, config: TrainingConfig): Promise<void> {
  const text = new TextDecoder().decode(await run.read('config.json'));
  const before = JSON.parse(text) as TrainingConfig;
  const keys = Object.keys({ ...before, ...config }) as (keyof TrainingConfig)[];
  // The data may be named in another way, and saved layers include their defaults: neither is a difference.
  const compared = keys.filter((key) => !['data', 'architecture', 'version'].includes(key));
  const key = compared.find((name) => JSON.stringify(before[name]) !== JSON.stringify(config[name]));
  if (key === undefined) return;
  throw new InputError(
    `${run.path}: this run was trained with a different ${key}; choose another --out, or remove the run`,
  );
}

/**
 * Measures the last epoch's model: hits on the pictures of the split, and accuracy on the training pictures.
 */
async function judge(
  { run }: RunSummary,
  splits: DataSplits,
  config: TrainingConfig,
  split: Options['split'],
): Promise<Pick<RunOutcome, 'correct' | 'trainingAccuracy'>> {
  const { train, validation } = trainingDataOf(splits, config);
  const classifier = await openClassifier(await readFile(join(run, 'last.onnx')), run, {
    ...(config.threads !== undefined && { threads: config.threads }),
  });
  try {
    const correct = await recognised(classifier, split === 'test' ? testSplitOf(splits) : validation);
    const learnt = await recognised(classifier, train);
    return { correct, trainingAccuracy: learnt.reduce((sum, one) => sum + one, 0) / learnt.length };
  } finally {
    await classifier.dispose();
  }
}

function testSplitOf({ test, train }: DataSplits): Dataset {
  if (test) return test;
  throw new InputError(`--split: ${train.name} has no test split, expected validation`);
}

async function recognised(
  classifier: Classifier,
  { images, labels, classNames }: Dataset,
): Promise<number[]> {
  const predicted = predictedClasses(await classifier.predict(images), classNames.length);
  return Array.from(predicted, (label, i) => (label === labels[i] ? 1 : 0));
}
