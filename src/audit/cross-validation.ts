// Predicts every picture with a model that was not trained on it. For each fold, a small network is trained
// on the others and predicts this one. The last weights are used, so that nothing chooses among epochs.
import { atelierSwatch } from '../architectures/index.ts';
import { subset, type Dataset } from '../data/dataset.ts';
import type { Pictures } from '../data/pictures.ts';
import { GraphError } from '../engine/graph/operator.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { openClassifier } from '../nn/classifier.ts';
import { adam } from '../optimizers/adam.ts';
import { predictLabelled } from '../training/evaluate.ts';
import { fit } from '../training/fit.ts';
import { auditDefaults } from './defaults.ts';
import { outside, stratifiedFolds } from '../data/folds.ts';

/** The options of `predictOutOfFold`. */
export interface CrossValidationOptions extends DeviceOptions {
  /** The number of folds; 4 by default, so that each network is trained on three quarters. */
  readonly folds?: number;
  /** Draws the folds and the networks' weights; 1 by default. */
  readonly seed?: number;
  /** Called with the share of all training that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

const batchSize = 128;
const learningRate = 0.008;
/** Two epochs of many pictures. Of few pictures, as many epochs as give this number of steps. */
const leastEpochs = 2;
const leastSteps = 600;
const mostEpochs = 20;

/**
 * The probabilities of each class for each picture, by a network that has not seen the picture.
 *
 * @returns `[count, classes]`
 * @throws InputError for fewer than two folds, fewer than two pictures for each fold, or pictures that are
 *   too small for the network
 */
export async function predictOutOfFold(
  dataset: Dataset<Pictures>,
  { folds = auditDefaults.folds, seed = auditDefaults.seed, ...options }: CrossValidationOptions,
): Promise<Float32Array> {
  if (!Number.isInteger(folds) || folds < 2)
    throw new InputError(`folds: expected a whole number from 2, got ${folds}`);
  if (dataset.count < 2 * folds)
    throw new InputError(`${dataset.name}: expected ${2 * folds} pictures or more, got ${dataset.count}`);
  const classes = dataset.classNames.length;
  checkSize(dataset);
  const probabilities = new Float32Array(dataset.count * classes);
  for (const [number, fold] of stratifiedFolds(dataset.labels, folds, seed).entries()) {
    const train = subset(dataset, outside(fold, dataset.count));
    const predicted = await predictBy(train, subset(dataset, fold), {
      ...options,
      seed: seed + number,
      onProgress: (share) => options.onProgress?.((number + share) / folds),
    });
    fold.forEach((index, i) =>
      probabilities.set(predicted.subarray(i * classes, (i + 1) * classes), index * classes),
    );
  }
  return probabilities;
}

/** @throws InputError if the pictures are too small for the network */
function checkSize({ name, classNames, channels, height, width }: Dataset<Pictures>): void {
  try {
    atelierSwatch(classNames.length).weightSpecs([channels, height, width]);
  } catch (error) {
    if (!(error instanceof GraphError || error instanceof InputError)) throw error;
    throw new InputError(
      `${name}: the audit's network can't take pictures of ${width}×${height}: ${error.message}`,
    );
  }
}

async function predictBy(
  train: Dataset<Pictures>,
  held: Dataset<Pictures>,
  { seed = 1, onProgress, ...device }: CrossValidationOptions,
): Promise<Float32Array> {
  const epochs = epochsFor(train.count);
  const { last } = await fit(atelierSwatch(train.classNames.length), {
    ...device,
    ...{ data: train, epochs, batchSize, seed, optimizer: adam({ learningRate }) },
    validation: subset(train, [0]), // fit needs one, but its result is not used
    novelty: false,
    onStep: ({ epoch, done, total }) => onProgress?.((epoch - 1 + done / total) / epochs),
  });
  const classifier = await openClassifier(last, 'the model of a fold', device);
  try {
    return (await predictLabelled(classifier, held)).probabilities;
  } finally {
    await classifier.dispose();
  }
}

const epochsFor = (count: number): number => {
  const steps = Math.ceil(count / batchSize);
  return Math.min(mostEpochs, Math.max(leastEpochs, Math.ceil(leastSteps / steps)));
};
