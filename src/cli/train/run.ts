// Trains a run in its directory, for `train`, `demo` and `experiment`. It writes the models after every epoch
// and a checkpoint every half minute, so that an interrupted run can be used and resumed.
import { readdir, rm, rmdir } from 'node:fs/promises';
import { augmentationFromJSON, checkColour } from '../../data/augmentation/augmentation.ts';
import type { Corrected } from '../../data/correct-labels.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Pictures } from '../../data/pictures.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { GraphError } from '../../engine/graph/graph-error.ts';
import { InputError } from '../../errors.ts';
import { firstFew } from '../../few-words.ts';
import { architectures } from '../../architectures/index.ts';
import type { Model } from '../../nn/model.ts';
import { configuredTeachers } from '../../node/runs/configured-teachers.ts';
import { isLockName } from '../../node/runs/run-lock.ts';
import {
  createRunDirectory,
  type RunDirectory,
  type RunFile,
  type RunOptions,
} from '../../node/runs/run-directory.ts';
import { tensorBoard } from '../../node/callbacks/tensor-board.ts';
import { programVersion } from '../../node/files/program-version.ts';
import type { FoundCheckpoint } from '../../node/runs/run-checkpoint.ts';
import { labelsText } from '../../node/data/labels.ts';
import { openBatches } from '../../node/data/batches/worker-batches.ts';
import { fitOptionsOf } from '../../training/config.ts';
import { count, counted } from '../../number-words.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { fit, type EpochResult, type FitResult } from '../../training/fit.ts';
import { fitFrozen } from '../../training/fit-frozen.ts';
import { fitHead } from '../../training/fit-head.ts';
import { givenNormalization } from '../../training/normalization.ts';
import { trainingDataOf, type TrainingSplits } from '../../training/training-data.ts';
import { historyTable, imagesTrained } from '../../training/history-table.ts';
import { useDevice } from '../files/use-device.ts';
import { notice, oneLine } from '../terminal/output.ts';
import { reportedHead } from './head.ts';
import { RunRecorder } from './run-recorder.ts';
import { TrainingProgress } from '../terminal/progress.ts';
import { withStopSignal } from '../terminal/stop-signal.ts';

/** The result of a run; the document that `train --json` prints. */
export interface RunSummary {
  readonly run: string;
  readonly data: string;
  readonly architecture: string;
  readonly parameters: number;
  /** How many epochs were trained; a fraction if training stopped within an epoch. */
  readonly epochs: number;
  readonly seed: number;
  /** Training alone, without validation. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
  /** The scores of the best epoch, whose model is `best.onnx`. */
  readonly validation: {
    readonly accuracy: number;
    readonly loss: number;
    readonly count: number;
    readonly epoch: number;
  };
  /** How many training pictures its labels file changed. */
  readonly labels?: Corrected;
  readonly stopped: boolean;
  /** Why training ended before its last epoch, if it did. */
  readonly stopReason?: string;
}

/** A checked training task: the model, its configuration, and the pictures to train and validate on. */
export interface Task {
  readonly model: Model;
  readonly config: TrainingConfig;
  readonly train: Dataset<Pictures>;
  readonly validation: Dataset<Pictures>;
  /** How many training pictures the labels file changed, if there is one. */
  readonly corrected?: Corrected;
  /** The files of the models to distil from. */
  readonly teachers: readonly Uint8Array[] | undefined;
  readonly device: DeviceOptions;
}

/** What a search for hyper-parameters does while a run trains. */
export interface RunWatch {
  /** Ends training after the current step, like Ctrl-C. */
  readonly signal: AbortSignal;
  /** Called after each whole epoch with the results of all epochs; training waits for it. */
  readonly onEpoch: (history: readonly EpochResult[]) => Promise<void>;
}

/**
 * Trains in a new run directory until it is finished or stopped by Ctrl-C. It never uses the test split.
 *
 * @param architecture makes the model for a number of classes
 * @throws InputError if the data does not fit or the directory can't be written; ExitError if it was stopped
 *   before the first model was written
 */
export async function trainRun(
  splits: TrainingSplits,
  config: TrainingConfig,
  architecture: (classes: number) => Model,
  place: RunOptions,
  watch?: RunWatch,
): Promise<RunSummary> {
  const task = await taskOf(splits, config, architecture);
  const run = await createRunDirectory(place);
  try {
    if (splits.corrections) await run.write('labels.json', labelsText(splits.corrections.file));
    await run.writeJson('config.json', savedConfig(task)); // last: with it the folder is a run
    return await trainIn(run, task, undefined, watch);
  } catch (error) {
    await run.release();
    await removeIfUnused(run);
    throw error;
  } finally {
    await run.release();
  }
}

/**
 * Resumes a run from its checkpoint, or from the start if there is none. This process must hold the run's
 * lock.
 *
 * @throws InputError if the data or the architecture differs from the run's
 */
export async function resumeRun(
  splits: TrainingSplits,
  config: TrainingConfig,
  architecture: (classes: number) => Model,
  run: RunDirectory,
  found: FoundCheckpoint | undefined,
  watch?: RunWatch,
): Promise<RunSummary> {
  const task = await taskOf(splits, config, architecture);
  if (!found) await run.writeJson('config.json', savedConfig(task));
  return trainIn(run, task, found, watch);
}

/** The configuration to save. It includes the layers of an architecture file, because the file may change. */
function savedConfig({ config, model }: Task): TrainingConfig {
  if (config.from) return { ...config, version: programVersion };
  const { architecture } = config;
  const isBuiltIn = typeof architecture === 'string' && architecture in architectures;
  return { ...config, version: programVersion, architecture: isBuiltIn ? architecture : model.toJSON() };
}

/**
 * Prepares a run and makes all checks that are possible before anything is written.
 *
 * @throws InputError if the data does not fit the model or the configuration
 */
export async function taskOf(
  splits: TrainingSplits,
  config: TrainingConfig,
  architecture: (classes: number) => Model,
): Promise<Task> {
  const model = architecture(splits.train.classNames.length);
  checkInput(config.from ? '--from' : '--arch', model, splits.train);
  if (config.normalization) givenNormalization(config.normalization, splits.train.channels);
  if (config.augmentation) checkColour(augmentationFromJSON(config.augmentation), splits.train);
  return {
    ...{ model, config, device: await useDevice(config) },
    ...trainingDataOf(splits, config),
    teachers: await configuredTeachers(config),
  };
}

/** Checks that the network can take pictures of this size. */
function checkInput(
  option: '--arch' | '--from',
  model: Model,
  { channels, height, width }: Dataset<Pictures>,
): void {
  try {
    model.countParameters([channels, height, width]);
  } catch (error) {
    if (!(error instanceof GraphError || error instanceof InputError)) throw error;
    throw new InputError(
      `${option}: ${model.name} can't take pictures of ${width}×${height} pixels: ${error.message}`,
    );
  }
}

async function trainIn(
  run: RunDirectory,
  task: Task,
  found?: FoundCheckpoint,
  watch?: RunWatch,
): Promise<RunSummary> {
  const result = await withStopSignal((signal) => fitInto(run, task, signal, found, watch));
  await run.write('best.onnx', result.best); // now with its novelty
  const summary = summarize(run, task, result);
  await run.writeJson('metrics.json', summary);
  return summary;
}

async function fitInto(
  run: RunDirectory,
  task: Task,
  interrupted: AbortSignal,
  found: FoundCheckpoint | undefined,
  watch: RunWatch | undefined,
): Promise<FitResult> {
  const { config, corrected } = task;
  if (corrected) notice(describeCorrected(corrected));
  const signal = watch ? AbortSignal.any([interrupted, watch.signal]) : interrupted;
  const recorder = await RunRecorder.open(run, task, found);
  signal.addEventListener('abort', () => recorder.stop(), { once: true });
  try {
    if (config.from?.freeze === 'all') return await fitFrozenInto(task, recorder, signal);
    return await fitEpochsInto(run, task, recorder, signal, found, watch);
  } finally {
    await recorder.close();
  }
}

/** Trains all epochs, after the fit of a head if the configuration asks for one. */
async function fitEpochsInto(
  run: RunDirectory,
  task: Task,
  recorder: RunRecorder,
  signal: AbortSignal,
  found: FoundCheckpoint | undefined,
  watch: RunWatch | undefined,
): Promise<FitResult> {
  const { model, config, train, validation, teachers, device } = task;
  const { epochs, seed } = config;
  const verb = found ? 'resuming' : 'training';
  const progress = new TrainingProgress(
    `${verb} ${model.name} on ${train.name}, ${epochs} epoch${epochs === 1 ? '' : 's'}, seed ${seed}`,
  );
  const options = fitOptionsOf(config, train, teachers);
  if (options.loss?.classWeights) notice(describeWeights(train, options.loss.classWeights));
  const curves = config.tensorBoard ? [tensorBoard(run.folder('tensorboard'))] : [];
  const isFitted = config.from?.head === 'fitted' && !found;
  const { history } = recorder;
  const head =
    isFitted && (await fitHead(model, { ...reportedHead(config, train, recorder, signal), ...device }));
  return fit(model, {
    ...options,
    ...device,
    ...{ data: train, validation, openBatches, signal, callbacks: [...(options.callbacks ?? []), ...curves] },
    ...(head && { startFrom: head.weights }),
    ...(found && {
      resume: found.bytes,
      onResume: async () => {
        await restoreFiles(run, train, found);
        await run.writeJson('config.json', savedConfig(task)); // the number of epochs may have changed
      },
    }),
    onStep: (step) => {
      progress.step(step);
      recorder.step(step);
    },
    onEpoch: async (result, trainedModel, validated) => {
      const trained = imagesTrained(result, history.at(-1), train.count);
      await recorder.epoch(result, trainedModel, validated);
      progress.epoch(result, config.epochs, trained); // last: what is reported is on the disk
      if (Number.isInteger(result.epoch)) await watch?.onEpoch(history);
    },
    onCheckpoint: (bytes) => run.writeCheckpoint(bytes),
  });
}

/** Fits the head of a network whose other layers are frozen. */
async function fitFrozenInto(task: Task, recorder: RunRecorder, signal: AbortSignal): Promise<FitResult> {
  const { model, config, train, validation, device } = task;
  notice(`fitting the head of ${model.name} on ${train.name}, seed ${config.seed}`);
  const head = reportedHead(config, train, recorder, signal);
  const result = await fitFrozen(model, { ...head, ...device, validation });
  await recorder.epoch(result.bestEpoch, { bytes: result.last, isBest: true }, result.validated);
  return result;
}

function describeCorrected({ relabelled, excluded }: Corrected): string {
  return `labels: ${counted(relabelled, 'training picture')} relabelled, ${count(excluded)} left out`;
}

/** The weight of each class; with many classes, only of the first ones. */
function describeWeights({ classNames }: Dataset<Pictures>, weights: readonly number[]): string {
  const all = classNames.map((name, i) => `${oneLine(name)}=${Number(weights[i]!.toPrecision(3))}`);
  return `class weights: ${firstFew(all, mostNamed)}`;
}

const mostNamed = 20;

/** Replaces files that were written after the checkpoint by the checkpoint's own state. */
async function restoreFiles(
  run: RunDirectory,
  train: Dataset<Pictures>,
  { checkpoint }: FoundCheckpoint,
): Promise<void> {
  const { progress, best } = checkpoint;
  if (best) await run.write('best.onnx', best);
  if (progress.history.length > 0)
    await run.write('history.csv', historyTable(progress.history, train.count));
}

function summarize(
  run: RunDirectory,
  { model, config, train, validation, corrected }: Task,
  { history, bestEpoch, stopped, stopReason }: FitResult,
): RunSummary {
  const seconds = history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const epochs = history.at(-1)!.epoch;
  return {
    run: run.path,
    data: train.name,
    architecture: model.name,
    parameters: model.countParameters([train.channels, train.height, train.width]),
    epochs,
    seed: config.seed,
    seconds,
    imagesPerSecond: Math.round((epochs * train.count) / seconds),
    validation: {
      accuracy: bestEpoch.validationAccuracy,
      loss: bestEpoch.validationLoss,
      count: validation.count,
      epoch: bestEpoch.epoch,
    },
    ...(corrected && { labels: corrected }),
    stopped,
    ...(stopReason !== undefined && { stopReason }),
  };
}

/** What a run has before its first epoch. */
const filesOfUnused: readonly RunFile[] = ['config.json', 'labels.json', 'progress.json'];

/** Removes the directory of a run that failed before it had a model. */
async function removeIfUnused(run: RunDirectory): Promise<void> {
  try {
    const names = await readdir(run.path);
    if (names.some((name) => !filesOfUnused.some((file) => file === name) && !isLockName(name))) return;
    for (const name of filesOfUnused) await rm(run.file(name), { force: true });
    await run.release();
    await rmdir(run.path);
  } catch {
    notice(`${run.path}: the folder of the failed run could not be removed`);
  }
}
