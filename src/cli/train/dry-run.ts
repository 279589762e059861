// `train --dry-run`: what a run would take, found by doing a few seconds of it with `fit` itself: the same
// steps, the same program, the same memory. Nothing is written: no run directory, no model, no checkpoint.
import { subset, type Dataset } from '../../data/dataset.ts';
import { InputError } from '../../errors.ts';
import { openClassifier } from '../../nn/classifier.ts';
import type { Model } from '../../nn/model.ts';
import { checkRunPlace, type RunOptions } from '../../node/runs/run-directory.ts';
import { openBatches } from '../../node/worker-batches.ts';
import { fitOptionsOf } from '../../training/config.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { fit } from '../../training/fit.ts';
import { formatSeconds, mebibytes, notice } from '../terminal/output.ts';
import { stepTimer, type MeasuredSteps } from './step-timer.ts';
import { withStopSignal } from '../terminal/stop-signal.ts';
import { taskOf, type Task, type TrainingSplits } from './run.ts';

/** What a run would take; the document that `train --dry-run --json` prints. */
export interface RunEstimate {
  readonly dryRun: true;
  readonly data: string;
  readonly architecture: string;
  readonly parameters: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** How many pictures an epoch trains on, and how many its model is measured on afterwards. */
  readonly count: { readonly training: number; readonly validation: number };
  /** How many steps were measured, and how many pictures a second they trained on. */
  readonly steps: number;
  readonly imagesPerSecond: number;
  readonly secondsPerEpoch: { readonly training: number; readonly validation: number };
  /** The whole run, training and validation; writing files is not counted. */
  readonly seconds: number;
  /** The program's resident set in bytes: at the end of what was measured, and at its largest. */
  readonly memory: { readonly now: number; readonly peak: number };
}

/** Validation is measured for so long, and the rest of it estimated. */
const validationMs = 1500;
/** As a saved model takes them. */
const validationBatch = 128;

/**
 * Trains for about three seconds after a warm-up, validates for one or two, and tells what the whole run
 * would take.
 *
 * @throws InputError for all that training refuses, and what creating the run's directory would refuse;
 *   ExitError where it was stopped by Ctrl-C
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
  { model, config, train, validation, teachers }: Task,
  signal: AbortSignal,
): Promise<Measured> {
  notice(`measuring ${model.name} on ${train.name}`);
  const enough = new AbortController();
  const timer = stepTimer(performance.now());
  let validationSeconds: number | undefined;
  let memory = memoryUsed();
  await fit(model, {
    ...fitOptionsOf({ ...config, measureTraining: undefined }, train, teachers),
    // What `fit` itself validates on would take too long: one picture is the least.
    ...{ data: train, validation: subset(validation, [0]), openBatches, callbacks: [] },
    signal: AbortSignal.any([signal, enough.signal]),
    onStep: (progress) => {
      timer.step(progress, performance.now());
      if (timer.hasEnough()) enough.abort();
    },
    // While the training step is still in memory, as it is in a run.
    onEpoch: async (_, { bytes }) => {
      if (signal.aborted) return;
      validationSeconds ??= await timeValidation(
        bytes,
        validation,
        validated(config, train, validation),
        config,
      );
      memory = memoryUsed();
      timer.goOn(performance.now());
    },
  });
  if (validationSeconds === undefined) throw new InputError('stopped before there was an estimate');
  return { steps: timer.measured(), validationSeconds, memory };
}

const memoryUsed = (): RunEstimate['memory'] => ({
  now: process.memoryUsage.rss(),
  peak: process.resourceUsage().maxRSS * 1024,
});

/** On how many pictures each epoch's model is measured. */
const validated = ({ measureTraining = 0 }: TrainingConfig, train: Dataset, validation: Dataset): number =>
  validation.count + Math.min(measureTraining, train.count);

/**
 * How many seconds a saved model takes to open, and to classify so many pictures: as long as some of them
 * take.
 */
async function timeValidation(
  bytes: Uint8Array,
  { images, count }: Dataset,
  total: number,
  { threads }: TrainingConfig,
): Promise<number> {
  const start = performance.now();
  const classifier = await openClassifier(
    bytes,
    'the model in training',
    threads === undefined ? {} : { threads },
  );
  const opened = performance.now();
  try {
    let done = 0;
    for (; done < count && performance.now() - opened < validationMs; done += validationBatch) {
      const end = Math.min(count, done + validationBatch);
      await classifier.predict(images.subarray(done * classifier.imageSize, end * classifier.imageSize));
    }
    const perPicture = (performance.now() - opened) / Math.min(done, count);
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

/** What a run would take, in words. */
export function describeEstimate(estimate: RunEstimate): string {
  const { architecture, data, steps, imagesPerSecond, count, secondsPerEpoch, epochs, seconds, memory } =
    estimate;
  const grouped = (number: number) => number.toLocaleString('en');
  return [
    `${architecture} on ${data}: ${grouped(imagesPerSecond)} images/s over ${grouped(steps)} step${steps === 1 ? '' : 's'}`,
    `an epoch of ${grouped(count.training)} pictures takes about ${told(secondsPerEpoch.training)}, validation on ${grouped(count.validation)} ${told(secondsPerEpoch.validation)}`,
    `the run, ${epochs} epoch${epochs === 1 ? '' : 's'}, about ${told(seconds)}, without the writing of files`,
    `memory: ${mebibytes(memory.now)} now, ${mebibytes(memory.peak)} at most so far`,
    'nothing was written: without --dry-run it is trained',
  ].join('\n');
}

const told = (seconds: number): string => (seconds < 10 ? `${seconds.toFixed(1)} s` : formatSeconds(seconds));
