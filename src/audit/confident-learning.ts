// Confident learning (Northcutt, Jiang & Chuang, 2021, "Confident learning: estimating uncertainty in
// dataset labels", JAIR 70). A label is suspected if a model that has not seen the picture gives another
// class a higher probability than that class's own pictures get on average. These thresholds allow for a
// model that is more confident about some classes than about others.
import { InputError } from '../errors.ts';
import { predictedClasses } from '../metrics/top-k.ts';

/** A label that is likely wrong. */
export interface LabelSuspect {
  /** The index of the picture. */
  readonly index: number;
  /** The index of the class that the picture is labelled with. */
  readonly given: number;
  /** The index of the class that the models suggest. */
  readonly suggested: number;
  /** How unlikely the given class is: 1 minus its probability, from 0 to 1. Larger is worse. */
  readonly score: number;
}

/** The results of confident learning. */
export interface ConfidentLearning {
  /** The suspected labels, worst first. */
  readonly suspects: LabelSuspect[];
  /**
   * `confidentJoint[given][other]`: the number of pictures with the given label that the model confidently
   * assigns to the other class, which may be the same. Counts off the diagonal are likely errors.
   */
  readonly confidentJoint: number[][];
  /**
   * The estimated number of wrong labels: the confident joint, scaled to the number of pictures in each
   * class.
   */
  readonly estimatedErrors: number;
}

/** Predictions for pictures by models that have not seen them. */
export interface OutOfFoldPredictions {
  /** `[count]` */
  readonly labels: ArrayLike<number>;
  /** `[count, classCount]` */
  readonly probabilities: ArrayLike<number>;
  /** The number of classes. */
  readonly classCount: number;
  /**
   * Classes that the models have not learnt. Their labels are not judged, and no picture is suspected of
   * belonging to them.
   */
  readonly unlearnt?: readonly number[];
}

/**
 * A model has learnt a class if it classifies at least this share of the class's unseen pictures correctly.
 */
const leastRecognised = 0.1;

/**
 * The classes that the models have not learnt: fewer than one in ten of their unseen pictures are classified
 * correctly. A class of one picture is always among them, because a model that has not seen this picture has
 * not seen the class. The threshold of such a class is close to zero, so any picture would be suspected of
 * belonging to it.
 *
 * @returns the indices of those that have pictures
 */
export function unlearntClasses({ labels, probabilities, classCount }: OutOfFoldPredictions): number[] {
  const counts = new Array<number>(classCount).fill(0);
  const recognised = new Array<number>(classCount).fill(0);
  const predicted = predictedClasses(probabilities, classCount);
  for (let i = 0; i < labels.length; i++) {
    counts[labels[i]!]! += 1;
    if (predicted[i] === labels[i]) recognised[labels[i]!]! += 1;
  }
  return [...counts.keys()].filter(
    (label) => counts[label]! > 0 && recognised[label]! < leastRecognised * counts[label]!,
  );
}

/**
 * Finds labels that are likely wrong.
 *
 * @throws InputError if the sizes don't match
 * @example
 * const labels = [0, 0, 0, 1, 1];
 * const probabilities = [0.9, 0.1, 0.8, 0.2, 0.1, 0.9, 0.2, 0.8, 0.3, 0.7];
 * findLabelErrors({ labels, probabilities, classCount: 2 }).suspects // [{ index: 2, given: 0, suggested: 1, score: 0.9 }]
 */
export function findLabelErrors(predictions: OutOfFoldPredictions): ConfidentLearning {
  const { labels, probabilities, classCount, unlearnt = [] } = predictions;
  if (probabilities.length !== labels.length * classCount)
    throw new InputError(
      `probabilities: expected ${labels.length * classCount}, got ${probabilities.length}`,
    );
  const thresholds = classThresholds(predictions).map((threshold, label) =>
    unlearnt.includes(label) ? Infinity : threshold,
  );
  const confidentJoint = countConfident(predictions, thresholds);
  return {
    suspects: suspectsOf(predictions, thresholds),
    confidentJoint,
    estimatedErrors: estimateErrors(confidentJoint, labels),
  };
}

/**
 * The threshold of each class: the mean probability of the class over the pictures with its label. Infinity
 * if there are no such pictures, so that no picture is suspected of belonging to the class.
 */
export function classThresholds({ labels, probabilities, classCount }: OutOfFoldPredictions): number[] {
  const sums = new Array<number>(classCount).fill(0);
  const counts = new Array<number>(classCount).fill(0);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    sums[label]! += probabilities[i * classCount + label]!;
    counts[label]! += 1;
  }
  return sums.map((sum, label) => (counts[label] === 0 ? Infinity : sum / counts[label]!));
}

/** Whether labels of a class can be judged. */
const isJudged = (label: number, thresholds: readonly number[]): boolean => thresholds[label] !== Infinity;

/** Counts each picture for the likeliest of the classes whose threshold it reaches, if it reaches any. */
function countConfident(
  { labels, probabilities, classCount }: OutOfFoldPredictions,
  thresholds: readonly number[],
): number[][] {
  const joint = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let i = 0; i < labels.length; i++) {
    let best = -1;
    for (let c = 0; c < classCount; c++) {
      const probability = probabilities[i * classCount + c]!;
      if (probability < thresholds[c]!) continue;
      if (best < 0 || probability > probabilities[i * classCount + best]!) best = c;
    }
    if (best >= 0 && isJudged(labels[i]!, thresholds)) joint[labels[i]!]![best]! += 1;
  }
  return joint;
}

/** Scales each row to the number of pictures with that label, and adds up everything off the diagonal. */
function estimateErrors(joint: readonly (readonly number[])[], labels: ArrayLike<number>): number {
  const support = joint.map(() => 0);
  for (let i = 0; i < labels.length; i++) support[labels[i]!]! += 1;
  return joint.reduce((errors, row, given) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return total === 0 ? errors : errors + (support[given]! * (total - row[given]!)) / total;
  }, 0);
}

/**
 * Pictures whose likeliest class, relative to the thresholds, is not the given one. They are ranked by the
 * probability of the given class, lowest first. Of the paper's rankings, this one found most of the labels
 * flipped in Fashion-MNIST.
 */
function suspectsOf(
  { labels, probabilities, classCount }: OutOfFoldPredictions,
  thresholds: readonly number[],
): LabelSuspect[] {
  const suspects: LabelSuspect[] = [];
  for (let index = 0; index < labels.length; index++) {
    const given = labels[index]!;
    if (!isJudged(given, thresholds)) continue;
    const margin = (c: number) => probabilities[index * classCount + c]! - thresholds[c]!;
    let suggested = given;
    for (let c = 0; c < classCount; c++) if (margin(c) > margin(suggested)) suggested = c;
    const score = 1 - probabilities[index * classCount + given]!;
    if (suggested !== given) suspects.push({ index, given, suggested, score });
  }
  return suspects.sort((a, b) => b.score - a.score || a.index - b.index);
}
