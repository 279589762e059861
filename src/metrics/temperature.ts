// Temperature scaling (Guo, Pleiss, Sun & Weinberger, 2017, "On Calibration of Modern Neural Networks",
// section 4.2): one number, fitted on pictures that were not trained on, that makes probabilities honest. It
// moves no class past another, so that accuracy stays. Probabilities are enough: softmax(logits / T) =
// softmax(log(p) / T), as logits and log(p) differ by the same amount in all classes.
import { checkProbabilities } from './cross-entropy.ts';
import { softmaxInPlace } from './softmax.ts';

/** What a softmax in float32 may round to 0 is taken as its smallest normal number. */
const smallest = 2 ** -126;

/** As far as temperatures go: beyond, nothing changes that could be told. */
const [lowest, highest] = [0.01, 100];

/** Halvings of the range: to within one part in 10¹⁴. */
const halvings = 50;

/** What temperature scaling is fitted to. */
export interface TemperatureItems {
  /** `[count]` class indices. */
  readonly labels: ArrayLike<number>;
  /** `[count, classCount]`. */
  readonly probabilities: ArrayLike<number>;
  /** How many classes there are. */
  readonly classCount: number;
}

/**
 * The temperature at which the log loss is least: above 1 for a classifier that is too sure, below for one
 * that is not sure enough.
 *
 * The log loss is convex in 1 / T, so that its slope has one change of sign; halving an interval around it
 * can't miss. The result is within 0.01 to 100, and at an end where the loss falls all the way to it: at 0.01
 * where all items are recognised. It is 1 where nothing is better.
 *
 * @throws InputError when there are no items, the sizes don't fit, or a label or probability is out of range
 * @example
 * const labels = [0, 1, 0, 1, 0];
 * const probabilities = [0.99, 0.01, 0.02, 0.98, 0.01, 0.99, 0.05, 0.95, 0.9, 0.1];
 * fitTemperature({ labels, probabilities, classCount: 2 }) // 3.53
 */
export function fitTemperature(items: TemperatureItems): number {
  const { labels, probabilities, classCount } = items;
  checkProbabilities(labels, probabilities, classCount);
  const logs = logsOf(probabilities);
  // Where all classes are equally likely, no temperature changes anything.
  if (Math.abs(slope(labels, logs, classCount, 1)) < 1e-12 * labels.length) return 1;
  let [low, high] = [1 / highest, 1 / lowest];
  for (let i = 0; i < halvings; i++) {
    const middle = Math.sqrt(low * high);
    if (slope(labels, logs, classCount, middle) > 0) high = middle;
    else low = middle;
  }
  return 1 / Math.sqrt(low * high);
}

/**
 * Probabilities at a temperature: softmax(log(p) / T), `[count, classCount]`.
 *
 * @example applyTemperature([0.8, 0.2], 2, 2) // [0.667, 0.333]
 */
export function applyTemperature(
  probabilities: ArrayLike<number>,
  classCount: number,
  temperature: number,
): Float64Array {
  const scaled = logsOf(probabilities).map((value) => value / temperature);
  for (let row = 0; row < scaled.length; row += classCount)
    softmaxInPlace(scaled.subarray(row, row + classCount));
  return scaled;
}

/**
 * The derivative of the summed log loss by `b = 1 / T`: Σ (mean of log p under softmax(b · log p)) - log
 * p(true class).
 */
function slope(labels: ArrayLike<number>, logs: Float64Array, classCount: number, b: number): number {
  const row = new Float64Array(classCount);
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    const start = i * classCount;
    for (let c = 0; c < classCount; c++) row[c] = b * logs[start + c]!;
    softmaxInPlace(row);
    for (let c = 0; c < classCount; c++) total += row[c]! * logs[start + c]!;
    total -= logs[start + labels[i]!]!;
  }
  return total;
}

const logsOf = (probabilities: ArrayLike<number>): Float64Array =>
  Float64Array.from(probabilities, (p) => Math.log(Math.max(p, smallest)));
