// One training of ours against the clock: from loading the data to the epoch whose model is good enough, or
// to the last one. Evaluations do not count: neither those that check the target, nor the validation of
// `fit`. Everything else counts: reading and checking the files, building the graph and its program, making
// batches, encoding each epoch's model. (A few augmented batches, at most four, are made on their separate
// thread during an evaluation.)
import { InputError } from '../../src/errors.ts';
import type { Dataset, DataSplits } from '../../src/data/dataset.ts';
import { configuredTeachers } from '../../src/node/runs/configured-teachers.ts';
import { configuredArchitecture } from '../../src/node/runs/configured-architecture.ts';
import { openBatches } from '../../src/node/data/batches/worker-batches.ts';
import type { Callback } from '../../src/training/callbacks/callback.ts';
import { fitOptionsOf } from '../../src/training/config.ts';
import type { TrainingConfig } from '../../src/training/config-schema.ts';
import { evaluateSaved } from '../../src/training/evaluate.ts';
import { fit } from '../../src/training/fit.ts';
import { trainingDataOf } from '../../src/training/training-data.ts';
import type { EpochReport } from './protocol.ts';
import type { Split } from './question.ts';
import { Stopwatch } from './stopwatch.ts';

export interface TimedTraining {
  readonly config: TrainingConfig;
  readonly load: () => Promise<DataSplits>;
  /**
   * The split that decides: test, or the validation split, which is held out from training in either case.
   */
  readonly split: Split;
  /** The accuracy at which training stops. */
  readonly until: number;
}

/** The instruments of the measurement, which tests replace. */
export interface Instruments {
  readonly now: () => number;
  readonly accuracyOf: (model: Uint8Array, test: Dataset, threads: number | undefined) => Promise<number>;
  readonly callbacks: readonly Callback[];
}

const instruments: Instruments = {
  now: () => performance.now(),
  accuracyOf: measureAccuracy,
  callbacks: [],
};

/** Trains and reports each epoch. Returns the size of the network and of the training split. */
export async function trainUntil(
  { config, load, split, until }: TimedTraining,
  onEpoch: (report: EpochReport) => void,
  { now, accuracyOf, callbacks }: Instruments = instruments,
): Promise<{ parameters: number; pictures: number }> {
  const stopwatch = new Stopwatch(now);
  const splits = await load();
  const { train, validation } = trainingDataOf(splits, config);
  const model = (await configuredArchitecture(config))(train.classNames.length);
  const options = fitOptionsOf(config, train, await configuredTeachers(config));
  const enough = new AbortController();
  await fit(model, {
    ...options,
    ...{ data: train, validation, openBatches, signal: enough.signal, novelty: false },
    callbacks: [...(options.callbacks ?? []), pausing(stopwatch), ...callbacks],
    onEpoch: async ({ epoch, validationAccuracy }, { bytes }) => {
      const { seconds } = stopwatch;
      stopwatch.pause();
      const accuracy =
        split === 'validation'
          ? validationAccuracy
          : await accuracyOf(bytes, testSplitOf(splits), config.threads);
      onEpoch({ epoch, seconds, accuracy });
      if (accuracy >= until) enough.abort();
      stopwatch.resume();
    },
  });
  const { channels, height, width, count } = train;
  return { parameters: model.countParameters([channels, height, width]), pictures: count };
}

/** Excludes validation from the time. */
const pausing = (stopwatch: Stopwatch): Callback => ({
  type: 'stopwatch',
  settings: {},
  onValidationBegin: () => stopwatch.pause(),
  onValidationEnd: () => stopwatch.resume(),
});

function testSplitOf({ test, train }: DataSplits): Dataset {
  if (test) return test;
  throw new InputError(`--split: ${train.name} has no test split; expected validation`);
}

async function measureAccuracy(bytes: Uint8Array, test: Dataset, threads?: number): Promise<number> {
  const device = threads === undefined ? {} : { threads };
  return (await evaluateSaved(bytes, 'the model in training', test, device)).accuracy;
}
