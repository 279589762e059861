// What a model says of pictures that it was not trained on, for all pictures: a small network of ours is
// trained as often as there are folds, each time without one of them, and predicts that one. Its last weights
// are taken, so that nothing chooses among epochs.
import { atelierSwatch } from '../architectures/index.ts';
import { subset, type Dataset } from '../data/dataset.ts';
import { GraphError } from '../engine/graph/operator.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { openClassifier } from '../nn/classifier.ts';
import { adam } from '../optimizers/adam.ts';
import { predictLabelled } from '../training/evaluate.ts';
import { fit } from '../training/fit.ts';
import { auditDefaults } from './defaults.ts';
import { outside, stratifiedFolds } from './folds.ts';

/** The options of `predictOutOfFold`. */
export interface CrossValidationOptions extends DeviceOptions {
  /** 4 by default: each network is trained on three quarters. */
  readonly folds?: number;
  /** Draws the folds and the networks' weights; 1 by default. */
  readonly seed?: number;
  /** Called with the share of all training that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

const batchSize = 128;
const learningRate = 0.008;
/** Two epochs of many pictures; of few, as many as make this number of steps. */
const leastEpochs = 2;
const leastSteps = 600;
const mostEpochs = 20;

/**
 * The probabilities of each class for each picture, by a network that has not seen it.
 *
 * @returns `[count, classes]`
 * @throws InputError for fewer than two folds, for fewer pictures than folds, and for pictures that the
 *   network can't take
 */
export async function predictOutOfFold(
  dataset: Dataset,
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

/** Throws an InputError where the pictures are too small for the network. */
function checkSize({ name, classNames, channels, height, width }: Dataset): void {
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
  train: Dataset,
  held: Dataset,
  { seed = 1, onProgress, ...device }: CrossValidationOptions,
): Promise<Float32Array> {
  const epochs = epochsFor(train.count);
  const { last } = await fit(atelierSwatch(train.classNames.length), {
    ...device,
    ...{ data: train, epochs, batchSize, seed, optimizer: adam({ learningRate }) },
    validation: subset(train, [0]), // fit wants one; nothing is chosen by it
    onStep: ({ epoch, done, total }) => onProgress?.((epoch - 1 + done / total) / epochs),
  });
  const classifier = await openClassifier(last, 'the model of a fold', device);
  try {
    return (await predictLabelled(classifier, held)).probabilities as Float32Array;
  } finally {
    await classifier.dispose();
  }
}

const epochsFor = (count: number): number => {
  const steps = Math.ceil(count / batchSize);
  return Math.min(mostEpochs, Math.max(leastEpochs, Math.ceil(leastSteps / steps)));
};
