// `train --dry-run`: estimates the time and memory of a run by running `fit` for a few seconds, so that
// steps, programs and memory are those of the run. It writes no run directory, no model and no checkpoint.
import { piecesOf, type Pictures } from '../../data/pictures.ts';
import { subset, type Dataset } from '../../data/dataset.ts';
import { InputError } from '../../errors.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { openClassifier } from '../../nn/classifier.ts';
import type { Model } from '../../nn/model.ts';
import { checkRunPlace, type RunOptions } from '../../node/runs/run-directory.ts';
import { openBatches } from '../../node/data/batches/worker-batches.ts';
import { fitOptionsOf } from '../../training/config.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { fit } from '../../training/fit.ts';
import type { TrainingSplits } from '../../training/training-data.ts';
import { formatSeconds, mebibytes, notice } from '../terminal/output.ts';
import { stepTimer, type MeasuredSteps } from './step-timer.ts';
import { withStopSignal } from '../terminal/stop-signal.ts';
import { taskOf, type Task } from './run.ts';

/** The estimate for a run; the document that `train --dry-run --json` prints. */
export interface RunEstimate {
  readonly dryRun: true;
  readonly data: string;
  readonly architecture: string;
  readonly parameters: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** How many pictures an epoch trains on, and how many it measures its model on. */
  readonly count: { readonly training: number; readonly validation: number };
  /** How many steps were measured, and their speed. */
  readonly steps: number;
  readonly imagesPerSecond: number;
  readonly secondsPerEpoch: { readonly training: number; readonly validation: number };
  /** Of the whole run: training and validation, without writing files. */
  readonly seconds: number;
  /** The resident memory in bytes: at the end of the measurement, and its peak. */
  readonly memory: { readonly now: number; readonly peak: number };
}

/** How long validation is measured; the rest is extrapolated. */
const validationMs = 1500;
/** The batch size that a saved model uses. */
const validationBatch = 128;

/**
 * Trains for about three seconds after a warm-up, validates for one or two, and estimates the whole run.
 *
 * @throws InputError whenever training or creating the run's directory would throw one; ExitError if it was
 *   stopped by Ctrl-C
 */
export async function measureRun(
  splits: TrainingSplits,
  config: TrainingConfig,
  architecture: (classes: number) => Model,
  place: RunOptions,
): Promise<RunEstimate> {
  const task = await taskOf(splits, config, architecture);
  await checkRunPlace(place);
  return withStopSignal(async (signal) => estimateOf(task, await measure(task, signal)));
}

interface Measured {
  readonly steps: MeasuredSteps;
  /** Of one epoch. */
  readonly validationSeconds: number;
  readonly memory: RunEstimate['memory'];
}

async function measure(
  { model, config, train, validation, teachers, device }: Task,
  signal: AbortSignal,
): Promise<Measured> {
  notice(`measuring ${model.name} on ${train.name}`);
  const enough = new AbortController();
  const timer = stepTimer(performance.now());
  let validationSeconds: number | undefined;
  let memory = memoryUsed();
  await fit(model, {
    ...fitOptionsOf({ ...config, measureTraining: undefined }, train, teachers),
    ...device,
    // `fit` has to validate on something: one picture takes the least time.
    ...{ data: train, validation: subset(validation, [0]), openBatches, callbacks: [], novelty: false },
    signal: AbortSignal.any([signal, enough.signal]),
    onStep: (progress) => {
      timer.step(progress, performance.now());
      if (timer.hasEnough()) enough.abort();
    },
    // Validation is timed here because the training step is still in memory, as in a run.
    onEpoch: async (_, { bytes }) => {
      if (signal.aborted) return;
      validationSeconds ??= await timeValidation(
        bytes,
        validation,
        validated(config, train, validation),
        device,
      );
      memory = memoryUsed();
      timer.goOn(performance.now());
    },
  });
  if (validationSeconds === undefined) throw new InputError('stopped before the estimate was ready');
  return { steps: timer.measured(), validationSeconds, memory };
}

const memoryUsed = (): RunEstimate['memory'] => ({
  now: process.memoryUsage.rss(),
  peak: process.resourceUsage().maxRSS * 1024,
});

/** The number of pictures that each epoch's model is measured on. */
const validated = (
  { measureTraining = 0 }: TrainingConfig,
  train: Dataset<Pictures>,
  validation: Dataset<Pictures>,
): number => validation.count + Math.min(measureTraining, train.count);

/**
 * Estimates the seconds to open a saved model and classify `total` pictures, from the time for some of them.
 */
async function timeValidation(
  bytes: Uint8Array,
  data: Dataset<Pictures>,
  total: number,
  device: DeviceOptions,
): Promise<number> {
  const start = performance.now();
  const classifier = await openClassifier(bytes, 'the model in training', device);
  const opened = performance.now();
  try {
    let done = 0;
    for (const images of piecesOf(data.images, classifier.imageSize, validationBatch)) {
      await classifier.predict(images);
      done += images.length / classifier.imageSize;
      if (performance.now() - opened >= validationMs) break;
    }
    const perPicture = (performance.now() - opened) / done;
    return (opened - start + total * perPicture) / 1000;
  } finally {
    await classifier.dispose();
  }
}

function estimateOf({ model, config, train, validation }: Task, measured: Measured): RunEstimate {
  const { steps, imagesPerSecond } = measured.steps;
  const secondsPerEpoch = { training: train.count / imagesPerSecond, validation: measured.validationSeconds };
  return {
    dryRun: true,
    data: train.name,
    architecture: model.name,
    parameters: model.countParameters([train.channels, train.height, train.width]),
    epochs: config.epochs,
    batchSize: config.batchSize,
    count: { training: train.count, validation: validated(config, train, validation) },
    steps,
    imagesPerSecond: Math.round(imagesPerSecond),
    secondsPerEpoch,
    seconds: config.epochs * (secondsPerEpoch.training + secondsPerEpoch.validation),
    memory: measured.memory,
  };
}

/** The estimate as text. */
export function describeEstimate(estimate: RunEstimate): string {
  const { architecture, data, steps, imagesPerSecond, count, secondsPerEpoch, epochs, seconds, memory } =
    estimate;
  const grouped = (number: number) => number.toLocaleString('en');
  return [
    `${architecture} on ${data}: ${grouped(imagesPerSecond)} images/s over ${grouped(steps)} step${steps === 1 ? '' : 's'}`,
    `an epoch of ${grouped(count.training)} pictures takes about ${told(secondsPerEpoch.training)}, validation on ${grouped(count.validation)} pictures ${told(secondsPerEpoch.validation)}`,
    `the run of ${epochs} epoch${epochs === 1 ? '' : 's'} takes about ${told(seconds)}, without writing files`,
    `memory: ${mebibytes(memory.now)} now, ${mebibytes(memory.peak)} at the peak`,
    'nothing was written; train without --dry-run',
  ].join('\n');
}

const told = (seconds: number): string => (seconds < 10 ? `${seconds.toFixed(1)} s` : formatSeconds(seconds));
