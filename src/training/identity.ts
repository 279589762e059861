// What a run was trained with, for the check that a checkpoint belongs to it: training goes on to the same bits only where all of
// this is the same. The number of epochs is not among it: a run may be made longer.
import type { Dataset } from '../data/dataset.ts';
import { digestOf, digestOfData } from '../data/digest.ts';
import { InputError } from '../errors.ts';
import type { Model } from '../nn/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Distillation } from './distillation.ts';
import type { FitOptions } from './fit.ts';

/** By the names under which a difference is told. */
export type TrainingIdentity = Readonly<Record<string, string>>;

interface Trained {
  readonly model: Model;
  readonly options: FitOptions;
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly optimizer: Optimizer;
  readonly batchSize: number;
  readonly seed: number;
}

/** Digests and settings; pictures are compared by content, not by where they came from. */
export async function trainingIdentity(trained: Trained): Promise<TrainingIdentity> {
  const { model, options, train, validation, optimizer, batchSize, seed } = trained;
  const { loss = {}, clipNorm, averaging, monitor, threads, device, withoutPasses = [] } = options;
  const { augmentation, sampling, normalization, distillation } = options;
  return {
    architecture: JSON.stringify(model.toJSON()),
    'training data': await digestOfData(train),
    'validation data': await digestOfData(validation),
    'batch size': String(batchSize),
    seed: String(seed),
    optimizer: JSON.stringify(optimizer.toJSON()),
    loss: JSON.stringify(loss),
    augmentation: JSON.stringify({ augmentation, sampling }),
    settings: JSON.stringify({ clipNorm, averaging, monitor, threads, device, withoutPasses }),
    ...(distillation && { distillation: await describeDistillation(distillation) }),
    ...(normalization && { normalization: JSON.stringify(normalization) }),
    callbacks: (options.callbacks ?? []).map(({ type }) => type).join(),
  };
}

const describeDistillation = async ({ teachers, ...weights }: Distillation): Promise<string> =>
  JSON.stringify({ teachers: await Promise.all(teachers.map(digestOf)), ...weights });

/** Throws an InputError that says what is not the same. */
export function expectSameIdentity(was: TrainingIdentity, is: TrainingIdentity): void {
  const different = Object.keys({ ...was, ...is }).find((key) => was[key] !== is[key]);
  if (different === undefined) return;
  const values = [was[different] ?? 'none', is[different] ?? 'none'];
  const told = values.every((value) => value.length <= longestTold) ? `: ${values[0]}, now ${values[1]}` : '';
  throw new InputError(`resume: the run was trained with another ${different}${told}`);
}

const longestTold = 80;
