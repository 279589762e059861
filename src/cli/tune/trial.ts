// One trial of a study as an ordinary run: trained, resumed, paused or pruned, and measured.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GraphError } from '../../engine/graph/graph-error.ts';
import { InputError } from '../../errors.ts';
import { openClassifier } from '../../nn/classifier.ts';
import { describeModel } from '../../nn/describe.ts';
import { configuredArchitecture } from '../../node/runs/configured-architecture.ts';
import { readCheckpoint } from '../../node/runs/run-checkpoint.ts';
import { findRunDirectory } from '../../node/runs/run-directory.ts';
import type { TrainingSplits } from '../../training/training-data.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import type { EpochResult } from '../../training/fit.ts';
import type { ObjectiveName } from '../../tuning/objectives.ts';
import { notice } from '../terminal/output.ts';
import { resumeRun, trainRun, type RunSummary, type RunWatch } from '../train/run.ts';

/** The place and the configuration of a trial's run. */
export interface TrialRun {
  readonly splits: TrainingSplits;
  readonly config: TrainingConfig;
  /** The folder of the study's runs. */
  readonly folder: string;
  readonly name: string;
}

/** The name of a trial's run. */
export const runName = (number: number): string => String(number).padStart(4, '0');

/**
 * Trains a trial, or goes on with it from its checkpoint.
 *
 * @throws InputError or GraphError if it can't be trained
 */
export async function trainTrial(
  { splits, config, folder, name }: TrialRun,
  watch: RunWatch,
): Promise<RunSummary> {
  const architecture = await configuredArchitecture(config);
  const run = await findRunDirectory(join(folder, name));
  if (!run) return trainRun(splits, config, architecture, { out: folder, name, overwrite: true }, watch);
  await run.lock();
  try {
    const found = await readCheckpoint(run, notice);
    if (found) await watch.onEpoch(found.checkpoint.progress.history);
    return await resumeRun(splits, config, architecture, run, found, watch);
  } finally {
    await run.release();
  }
}

/** The value that a watched objective has after an epoch. */
export const watchedValue = (objective: ObjectiveName, result: EpochResult): number =>
  objective === 'validationLoss' ? result.validationLoss : result.validationAccuracy;

/** The values of a finished run, one for each objective. */
export async function measureObjectives(
  objectives: readonly ObjectiveName[],
  { validation, parameters, run }: RunSummary,
  { splits: { train }, config }: TrialRun,
): Promise<number[]> {
  const values: number[] = [];
  for (const objective of objectives) {
    if (objective === 'validationAccuracy') values.push(validation.accuracy);
    else if (objective === 'validationLoss') values.push(validation.loss);
    else if (objective === 'parameters') values.push(parameters);
    else if (objective === 'multiplyAdds') {
      const model = (await configuredArchitecture(config))(train.classNames.length);
      values.push(describeModel(model, [train.channels, train.height, train.width]).multiplyAdds);
    } else values.push(await latencyOf(join(run, 'best.onnx'), train));
  }
  return values;
}

const timedRuns = 50;

/** The median time of one picture on one thread, in milliseconds. */
async function latencyOf(
  file: string,
  { channels, height, width }: Pick<TrainingSplits['train'], 'channels' | 'height' | 'width'>,
): Promise<number> {
  const classifier = await openClassifier(await readFile(file), file, { threads: 1 });
  try {
    const picture = new Uint8Array(channels * height * width);
    const times: number[] = [];
    for (let i = 0; i < timedRuns; i++) {
      const start = performance.now();
      await classifier.predict(picture);
      times.push(performance.now() - start);
    }
    return Number(times.sort((a, b) => a - b)[timedRuns / 2]!.toPrecision(3));
  } finally {
    await classifier.dispose();
  }
}

/** Why a trial can't be trained; undefined if the error is not the trial's fault. */
export function failureOf(error: unknown): string | undefined {
  if (error instanceof InputError || error instanceof GraphError) return error.message;
  if (error instanceof Error && /out of memory|allocat/i.test(error.message))
    return `no room: ${error.message}`;
  return undefined;
}

/** Removes what is large in a trial's folder. Its configuration, history and results stay. */
export async function dropModels(folder: string, name: string): Promise<void> {
  for (const file of ['best.onnx', 'last.onnx', 'checkpoint.bin', 'checkpoint.previous.bin', 'tensorboard'])
    await rm(join(folder, name, file), { recursive: true, force: true });
}
