// Measures the accuracy of plain methods on the same split: what a model must beat to be worth its effort.
// They are trained on the same training split as models. None is tuned on the data that it is measured on.
import { lenet5 } from '../architectures/index.ts';
import { checkDataset } from '../data/check-dataset.ts';
import type { Dataset } from '../data/dataset.ts';
import { deviceOf, type DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { wilsonInterval } from '../metrics/interval.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import { openClassifier } from '../nn/classifier.ts';
import { dense, flatten } from '../nn/layers/index.ts';
import { sequential, type Model } from '../nn/model.ts';
import { adam } from '../optimizers/adam.ts';
import { predictLabelled } from '../training/evaluate.ts';
import { fit } from '../training/fit.ts';
import { baselineDefaults } from './defaults.ts';
import { hogFeatures } from './hog.ts';
import { fitLinear, predictLinear } from '../training/linear-model.ts';
import {
  pixelsOf,
  predictMajority,
  predictNearestCentroid,
  predictNearestNeighbours,
  votingNeighbours,
} from './simple.ts';

/** The names of all baselines, from the plainest to the strongest. */
export const baselineNames = [
  'majority',
  'nearest-centroid',
  'nearest-neighbours',
  'logistic-regression',
  'hog-svm',
  'mlp',
  'lenet5',
] as const;
/**
 * The name of a baseline.
 *
 * @useDeclaredType
 */
export type BaselineName = (typeof baselineNames)[number];

/** The data to train and measure a baseline on. */
export interface BaselineData {
  /** The pictures that the methods learn from. */
  readonly train: Dataset;
  /** Chooses the best epoch of the networks; the other methods do not use it. */
  readonly validation: Dataset;
  /** The pictures that the accuracy is measured on. */
  readonly measured: Dataset;
}

/** The options of `runBaselines`. */
export interface BaselineOptions extends DeviceOptions {
  /** The seed of the networks; 1 by default. */
  readonly seed?: number;
  /** The baselines to run; all by default. */
  readonly names?: readonly BaselineName[];
  /** Called with the current baseline and the share of it that is done. */
  readonly onProgress?: (name: BaselineName, share: number) => void;
}

/** The result of one baseline. */
export interface BaselineResult {
  /** The name of the baseline. */
  readonly name: BaselineName;
  /** A short description. */
  readonly title: string;
  /** The share of pictures that were classified correctly, 0 to 1. */
  readonly accuracy: number;
  /** Wilson's 95 % interval of the accuracy. */
  readonly accuracyInterval: [low: number, high: number];
}

interface Work extends BaselineData, DeviceOptions {
  readonly seed: number;
  readonly onProgress: (share: number) => void;
}

interface Baseline {
  readonly title: string;
  /** Predicts a class for each measured picture. */
  readonly predict: (work: Work) => Promise<Int32Array> | Int32Array;
}

const baselines: Readonly<Record<BaselineName, Baseline>> = {
  majority: {
    title: 'the most frequent class',
    predict: ({ train, measured }) => predictMajority(train, measured),
  },
  'nearest-centroid': {
    title: 'the class with the nearest mean picture',
    predict: ({ train, measured }) => predictNearestCentroid(train, measured),
  },
  'nearest-neighbours': {
    title: `vote of the ${votingNeighbours} nearest pictures`,
    predict: ({ train, measured, onProgress, ...device }) =>
      predictNearestNeighbours(train, measured, {
        ...deviceOf(device),
        onProgress: (done) => onProgress(done / measured.count),
      }),
  },
  'logistic-regression': {
    title: 'logistic regression on pixels',
    predict: (work) => linear(work, pixelsOf, 'logistic', logisticL2),
  },
  'hog-svm': {
    title: 'linear SVM on histograms of oriented gradients',
    predict: (work) => linear(work, hogFeatures, 'squaredHinge', 1 / work.train.count),
  },
  mlp: {
    title: 'network with one hidden layer of 256 units',
    predict: (work) =>
      network(
        work,
        sequential(
          [flatten(), dense({ units: 256, activation: 'relu' }), dense({ units: classesOf(work) })],
          'mlp',
        ),
      ),
  },
  lenet5: { title: 'LeNet-5', predict: (work) => network(work, lenet5(classesOf(work))) },
};

/** Just enough to determine the weights of pixels that are always the same. */
const logisticL2 = 1e-4;
const iterations = 100;
const epochs = 5;

const classesOf = ({ train }: Pick<Work, 'train'>): number => train.classNames.length;

/**
 * Trains and measures baselines.
 *
 * @throws InputError if pictures or classes differ between the splits, or a split is empty
 * @example
 * const data = sketches({ train: 1200, test: 200 });
 * const { train, validation } = splitValidation(data.train, 1);
 * const [majority] = await runBaselines({ train, validation, measured: data.test }, { names: ['majority'] });
 * majority?.accuracy // 0.1
 */
export async function runBaselines(
  data: BaselineData,
  { seed = baselineDefaults.seed, names = baselineNames, onProgress, ...device }: BaselineOptions = {},
): Promise<BaselineResult[]> {
  checkData(data);
  const { count, labels } = data.measured;
  const results: BaselineResult[] = [];
  for (const name of names) {
    onProgress?.(name, 0);
    const { title, predict } = baselines[name];
    const work = { ...data, ...device, seed, onProgress: (share: number) => onProgress?.(name, share) };
    const predicted = await predict(work);
    const hits = predicted.filter((label, i) => label === labels[i]).length;
    results.push({ name, title, accuracy: hits / count, accuracyInterval: wilsonInterval(hits, count) });
    onProgress?.(name, 1);
  }
  return results;
}

function checkData({ train, measured }: BaselineData): void {
  const shape = ({ channels, height, width, classNames }: Dataset) =>
    JSON.stringify([channels, height, width, classNames]);
  if (train.count === 0 || measured.count === 0)
    throw new InputError(`${train.name}: expected pictures to train on and pictures to measure, got none`);
  checkDataset(train, 'train');
  checkDataset(measured, 'measured');
  if (shape(train) !== shape(measured))
    throw new InputError(
      `${measured.name}: expected pictures of the same size and the same classes as in the training data`,
    );
}

async function linear(
  work: Work,
  featuresOf: (dataset: Dataset) => ReturnType<typeof pixelsOf>,
  loss: 'logistic' | 'squaredHinge',
  l2: number,
): Promise<Int32Array> {
  const { train, measured, onProgress } = work;
  const model = await fitLinear(featuresOf(train), train.labels, classesOf(work), {
    ...deviceOf(work),
    ...{ loss, l2, iterations, tolerance: 1e-5 },
    onIteration: (iteration) => onProgress(iteration / iterations),
  });
  return predictLinear(model, featuresOf(measured), deviceOf(work));
}

async function network(work: Work, model: Model): Promise<Int32Array> {
  const { train, validation, measured, seed, onProgress } = work;
  const { best } = await fit(model, {
    ...deviceOf(work),
    ...{ data: train, validation, epochs, seed, batchSize: 128, optimizer: adam({ learningRate: 2e-3 }) },
    novelty: false,
    onStep: ({ epoch, done, total }) => onProgress((epoch - 1 + done / total) / epochs),
  });
  const classifier = await openClassifier(best, model.name, deviceOf(work));
  try {
    const { probabilities } = await predictLabelled(classifier, measured);
    return predictedClasses(probabilities, classesOf(work));
  } finally {
    await classifier.dispose();
  }
}
