// What a run was trained with, to check that a checkpoint belongs to it. A resumed run gives the same bits
// only if all of this is the same. Every option of `fit` has an entry, compared or not, so that a forgotten
// option is a type error.
import type { Pictures } from '../data/pictures.ts';
import type { Dataset } from '../data/dataset.ts';
import { digestOf, digestOfData } from '../data/digest.ts';
import { InputError } from '../errors.ts';
import type { Model } from '../nn/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Schedule } from '../optimizers/schedules.ts';
import type { Distillation } from './distillation.ts';
import type { FitOptions } from './fit-options.ts';

/** The entries under the names that an error gives them. */
export type TrainingIdentity = Readonly<Record<string, string>>;

/** What `fit` was given, with defaults filled in where the comparison needs them. */
interface Trained {
  readonly model: Model;
  readonly options: FitOptions;
  readonly train: Dataset<Pictures>;
  readonly validation: Dataset<Pictures>;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly batchSize: number;
  readonly seed: number;
}

/** Describes an option as JSON; undefined if it is left out. */
type Describe = (trained: Trained) => unknown;

/** For options that have no effect on the trained model. */
const changesNothing = undefined;

const described = {
  data: ({ train }) => digestOfData(train), // by content, not by origin
  validation: ({ validation }) => digestOfData(validation),
  epochs: changesNothing, // a resumed run may be longer
  batchSize: ({ batchSize }) => batchSize,
  optimizer: ({ optimizer }) => optimizer.toJSON(),
  schedule: ({ schedule }) => describeSchedule(schedule),
  loss: ({ options: { loss = {} } }) => loss,
  normalization: ({ options }) => options.normalization,
  startFrom: changesNothing, // the checkpoint has the weights that came of it
  augmentation: ({ options: { augmentation = {} } }) => augmentation,
  sampling: ({ options: { sampling = 'shuffled' } }) => sampling,
  openBatches: changesNothing, // every source gives the same batches
  clipNorm: ({ options }) => options.clipNorm,
  distillation: ({ options: { distillation } }) => distillation && describeDistillation(distillation),
  averaging: ({ options }) => options.averaging,
  monitor: ({ options: { monitor = 'validationAccuracy' } }) => monitor,
  callbacks: ({ options: { callbacks = [] } }) =>
    callbacks.map(({ type, settings }) => ({ type, ...settings })),
  measureTraining: ({ options }) => options.measureTraining,
  seed: ({ seed }) => seed,
  device: changesNothing, // a run may go on on another device, though its last digits then differ
  threads: ({ options }) => options.threads,
  withoutPasses: ({ options: { withoutPasses = [] } }) => withoutPasses,
  debug: changesNothing,
  runtime: changesNothing, // a module, which can't be compared
  plansMemory: changesNothing,
  resultsInPlace: changesNothing,
  takesTurns: changesNothing,
  keptResults: changesNothing,
  onFallback: changesNothing,
  profileTo: changesNothing,
  onStep: changesNothing,
  onEpoch: changesNothing,
  onCheckpoint: changesNothing,
  checkpointSeconds: changesNothing,
  resume: changesNothing,
  onResume: changesNothing,
  signal: changesNothing,
  novelty: changesNothing,
} satisfies Record<keyof FitOptions, Describe | undefined>;

type Described = typeof described;
/** The options that must be the same to resume a run. */
export type ComparedOption = {
  [Key in keyof Described]: Described[Key] extends undefined ? never : Key;
}[keyof Described];

/** Describes a run by digests and settings. */
export async function trainingIdentity(trained: Trained): Promise<TrainingIdentity> {
  const entries = [['architecture', JSON.stringify(trained.model.toJSON())]];
  for (const [option, describe] of Object.entries(described) as [ComparedOption, Describe | undefined][]) {
    const value: unknown = await describe?.(trained);
    if (value !== undefined)
      entries.push([wordsFor(option), typeof value === 'string' ? value : JSON.stringify(value)]);
  }
  return Object.fromEntries(entries) as TrainingIdentity;
}

const wordsFor = (option: ComparedOption): string => {
  if (option === 'data') return 'training data';
  if (option === 'validation') return 'validation data';
  return option.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
};

/**
 * A schedule's name and options. For a function without a name, a digest of its values over a run of a fixed
 * length.
 */
function describeSchedule(schedule: Schedule): unknown {
  if ('toJSON' in schedule) return (schedule as unknown as { toJSON(): unknown }).toJSON();
  const values = Float64Array.from({ length: describedSteps }, (_, step) => schedule(step, describedSteps));
  return digestOf(new Uint8Array(values.buffer));
}

const describedSteps = 1000;

const describeDistillation = async ({ teachers, ...weights }: Distillation): Promise<unknown> => ({
  teachers: await Promise.all(teachers.map(digestOf)),
  ...weights,
});

/** @throws InputError naming the first difference */
export function expectSameIdentity(was: TrainingIdentity, is: TrainingIdentity): void {
  const different = Object.keys({ ...was, ...is }).find((key) => was[key] !== is[key]);
  if (different === undefined) return;
  const values = [was[different] ?? 'none', is[different] ?? 'none'];
  const told = values.every((value) => value.length <= longestTold) ? `: ${values[0]}, now ${values[1]}` : '';
  throw new InputError(`resume: the ${different} differs from the run's${told}`);
}

const longestTold = 80;
