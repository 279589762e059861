// How accuracy falls as pictures get worse: six corruptions at five strengths each, every condition on all
// pictures, and the mean over all of them, as in Hendrycks & Dietterich (2019), "Benchmarking neural network
// robustness to common corruptions and perturbations". The mean is of plain accuracies. Theirs is of errors
// relative to AlexNet's, which do not exist for grey pictures of 28×28.
import { sliceOf, type Dataset } from '../data/dataset.ts';
import { InputError } from '../errors.ts';
import { meanAt } from '../metrics/mean.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import type { Classifier } from '../nn/classifier.ts';
import { predictLabelled } from '../training/evaluate.ts';
import { corruptDataset, type Condition } from './corrupt-dataset.ts';
import { corruptionNames, corruptions, type CorruptionName } from './corruptions.ts';

/** The number of conditions, for progress. */
export const conditionCount = (names: readonly CorruptionName[] = corruptionNames): number =>
  names.reduce((sum, name) => sum + corruptions[name].strengths.length, 0);

/** The options of `measureRobustness`. */
export interface RobustnessOptions {
  /** Draws directions, positions and noise; 1 by default. */
  readonly seed?: number;
  /** The corruptions to measure; all by default. */
  readonly corruptions?: readonly CorruptionName[];
  /** Called with the number of conditions that are done, and the number of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The accuracy at one strength. */
export interface RobustnessPoint {
  /** The strength, in the corruption's unit. */
  readonly strength: number;
  /** The accuracy, from 0 to 1. */
  readonly accuracy: number;
}

/** Accuracy against the strength of one corruption. */
export interface RobustnessCurve {
  /** The name of the corruption. */
  readonly corruption: CorruptionName;
  /** The unit of the strengths. */
  readonly unit: string;
  /** The points of the curve, mildest first. */
  readonly points: RobustnessPoint[];
  /** The mean accuracy over the strengths. */
  readonly mean: number;
}

/** The accuracies of a model on corrupted pictures, from 0 to 1. */
export interface Robustness {
  /** The number of pictures. */
  readonly count: number;
  /** The seed that directions, positions and noise were drawn from. */
  readonly seed: number;
  /** The accuracy on the original pictures. */
  readonly clean: number;
  /** One for each corruption. */
  readonly curves: RobustnessCurve[];
  /** The mean accuracy over all conditions, without the original pictures. */
  readonly mean: number;
}

/**
 * Measures a model on corrupted pictures. The same seed, model and data give the same figures.
 *
 * @throws InputError if pictures or classes do not fit the model, there are no pictures, or no corruption is
 *   given
 * @example
 * const classifier = await openClassifier(await readFile('best.onnx'));
 * const { curves, mean } = await measureRobustness(classifier, sketches({ test: 100 }).test);
 */
export async function measureRobustness(
  classifier: Classifier,
  dataset: Dataset,
  { seed = 1, corruptions: names = corruptionNames, onProgress }: RobustnessOptions = {},
): Promise<Robustness> {
  if (dataset.count === 0) throw new InputError(`${dataset.name}: expected at least one picture, got none`);
  if (names.length === 0) throw new InputError('corruptions: expected at least one, got none');
  const clean = await accuracyUnder(classifier, dataset);
  const curves: RobustnessCurve[] = [];
  for (const corruption of names) {
    const { unit, strengths } = corruptions[corruption];
    const points: RobustnessCurve['points'] = [];
    for (const strength of strengths) {
      const accuracy = await accuracyUnder(classifier, dataset, { corruption, strength, seed });
      points.push({ strength, accuracy });
      onProgress?.(curves.length * strengths.length + points.length, conditionCount(names));
    }
    curves.push({ corruption, unit, points, mean: meanAt(points.map(({ accuracy }) => accuracy)) });
  }
  return { count: dataset.count, seed, clean, curves, mean: meanAt(curves.map((curve) => curve.mean)) };
}

/** The number of pictures that are corrupted at a time, a few megabytes. */
const partSize = 2048;

async function accuracyUnder(
  classifier: Classifier,
  dataset: Dataset,
  condition?: Condition,
): Promise<number> {
  const size = dataset.images.length / dataset.count;
  const spoilt = condition && new Uint8Array(Math.min(partSize, dataset.count) * size);
  let hits = 0;
  for (let start = 0; start < dataset.count; start += partSize) {
    const part = sliceOf(dataset, start, Math.min(dataset.count, start + partSize));
    const given = condition
      ? corruptDataset(part, condition, start, spoilt!.subarray(0, part.images.length))
      : part;
    const { labels, probabilities, classNames } = await predictLabelled(classifier, given);
    const predicted = predictedClasses(probabilities, classNames.length);
    hits += predicted.reduce((sum, label, i) => sum + Number(label === labels[i]), 0);
  }
  return hits / dataset.count;
}
