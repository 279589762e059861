// A run of training, from its options to its directory: what `train` and `demo` share. Each epoch's models are written as
// it ends, so that whatever stops the run, the last whole epoch can be used.
import { readdir, rm, rmdir } from 'node:fs/promises';
import { architectures, type ArchitectureName } from '../architectures/index.ts';
import type { Dataset, DataSplits } from '../data/dataset.ts';
import { GraphError } from '../engine/graph/graph-error.ts';
import type { PassName } from '../engine/passes/names.ts';
import { InputError } from '../errors.ts';
import { createRunDirectory, type RunDirectory } from '../node/run-directory.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { defaultOptimizers } from '../training/default-optimizer.ts';
import { fit, type EpochResult, type FitResult } from '../training/fit.ts';
import { withValidation } from '../training/validation-split.ts';
import { notice } from './output.ts';
import { TrainingProgress } from './progress.ts';
import { withStopSignal } from './stop-signal.ts';

export interface TrainingOptions {
  readonly arch: ArchitectureName;
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimizer: 'sgd' | 'adam';
  /** The optimiser's own default where none is given. */
  readonly learningRate?: number;
  readonly seed: number;
  readonly threads: number;
  /** Passes of the compiler to leave out. */
  readonly withoutPasses?: readonly PassName[];
  readonly out: string;
  readonly name?: string;
  readonly overwrite?: boolean;
}

/** What a run came to; the document that `train --json` prints. */
export interface RunSummary {
  readonly run: string;
  readonly data: string;
  readonly architecture: string;
  readonly parameters: number;
  /** How many epochs were trained, with a fraction where training was stopped within one. */
  readonly epochs: number;
  readonly seed: number;
  /** Training alone, without validation. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
  /** The best epoch's figures, those of `best.onnx`. */
  readonly validation: {
    readonly accuracy: number;
    readonly loss: number;
    readonly count: number;
    readonly epoch: number;
  };
  readonly stopped: boolean;
}

/**
 * Trains in a new run directory, until done or told to stop by Ctrl-C. Only the training split is looked at.
 *
 * @throws InputError for data that does not fit and a directory that can't be written; ExitError where it was stopped
 *   before there was a model
 */
export async function trainRun(
  splits: Pick<DataSplits, 'train' | 'validation'>,
  options: TrainingOptions,
): Promise<RunSummary> {
  const { train: all } = splits;
  const parameters = countParameters(options.arch, all);
  const optimizer = defaultOptimizers[options.optimizer](options.learningRate);
  const { train, validation } = withValidation(splits, options.seed);
  const run = await createRunDirectory(options);
  try {
    await run.writeJson('config.json', configOf(all, options, optimizer));
    const result = await withStopSignal((signal) => {
      notice(`training ${describeTask(all, options)}`);
      return fitInto(run, train, validation, options, optimizer, signal);
    });
    const summary = { ...summarize(run, train, validation, options, result), parameters };
    await run.writeJson('metrics.json', summary);
    return summary;
  } catch (error) {
    await removeIfUnused(run);
    throw error;
  }
}

/** Also finds out, before anything is written, whether the network can take such pictures at all. */
function countParameters(arch: ArchitectureName, { channels, height, width, classNames }: Dataset): number {
  try {
    return architectures[arch](classNames.length).countParameters([channels, height, width]);
  } catch (error) {
    if (!(error instanceof GraphError || error instanceof InputError)) throw error;
    throw new InputError(
      `--arch: ${arch} can't take pictures of ${width}×${height} pixels: ${error.message}`,
    );
  }
}

const describeTask = ({ name }: Dataset, { arch, epochs, seed }: TrainingOptions): string =>
  `${arch} on ${name}, ${epochs} epoch${epochs === 1 ? '' : 's'}, seed ${seed}`;

function configOf(data: Dataset, options: TrainingOptions, optimizer: Optimizer): unknown {
  const { arch, epochs, batchSize, seed, threads, withoutPasses } = options;
  return {
    data: data.name,
    ...(data.source !== undefined && { source: data.source, pictures: data.pictures }),
    architecture: arch,
    epochs,
    batchSize,
    optimizer: { type: optimizer.type, ...optimizer.config },
    seed,
    threads,
    ...(withoutPasses && { withoutPasses }),
  };
}

async function fitInto(
  run: RunDirectory,
  train: Dataset,
  validation: Dataset,
  options: TrainingOptions,
  optimizer: Optimizer,
  signal: AbortSignal,
): Promise<FitResult> {
  const { epochs, batchSize, seed, threads, withoutPasses } = options;
  const progress = new TrainingProgress();
  const history: EpochResult[] = [];
  return fit(architectures[options.arch](train.classNames.length), {
    ...{ data: train, validation, epochs, batchSize, optimizer, seed, threads, signal },
    ...(withoutPasses && { withoutPasses }),
    onStep: (step) => progress.step(step),
    onEpoch: async (result, { bytes, isBest }) => {
      const trained = imagesTrained(result, history.at(-1), train.count);
      history.push(result);
      await run.write('last.onnx', bytes);
      if (isBest) await run.write('best.onnx', bytes);
      await run.write('history.csv', historyTable(history, train.count));
      progress.epoch(result, epochs, trained); // said when it is on the disk
    },
  });
}

const imagesTrained = ({ epoch }: EpochResult, previous: EpochResult | undefined, perEpoch: number): number =>
  Math.round((epoch - (previous?.epoch ?? 0)) * perEpoch);

const columns = [
  'epoch',
  'learningRate',
  'loss',
  'accuracy',
  'validationLoss',
  'validationAccuracy',
  'seconds',
] as const satisfies (keyof EpochResult)[];

function historyTable(history: readonly EpochResult[], perEpoch: number): string {
  const rows = history.map((result, i) => {
    const speed = imagesTrained(result, history[i - 1], perEpoch) / result.seconds;
    return [...columns.map((column) => result[column]), Math.round(speed)].join(',');
  });
  return `${[[...columns, 'imagesPerSecond'].join(','), ...rows].join('\n')}\n`;
}

function summarize(
  run: RunDirectory,
  train: Dataset,
  validation: Dataset,
  { arch, seed }: TrainingOptions,
  { history, bestEpoch, stopped }: FitResult,
): Omit<RunSummary, 'parameters'> {
  const seconds = history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const epochs = history.at(-1)!.epoch;
  return {
    run: run.path,
    data: train.name,
    architecture: arch,
    epochs,
    seed,
    seconds,
    imagesPerSecond: Math.round((epochs * train.count) / seconds),
    validation: {
      accuracy: bestEpoch.validationAccuracy,
      loss: bestEpoch.validationLoss,
      count: validation.count,
      epoch: bestEpoch.epoch,
    },
    stopped,
  };
}

/** A run that failed before it had a model leaves nothing behind. */
async function removeIfUnused(run: RunDirectory): Promise<void> {
  try {
    const names = await readdir(run.path);
    if (names.some((name) => name !== 'config.json')) return;
    await rm(run.file('config.json'), { force: true });
    await rmdir(run.path);
  } catch {
    notice(`${run.path} could not be removed`);
  }
}
