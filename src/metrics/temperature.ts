// Temperature scaling (Guo, Pleiss, Sun & Weinberger, 2017, "On Calibration of Modern Neural Networks",
// section 4.2): one number, fitted on pictures that were not trained on, calibrates the probabilities. It
// keeps the order of the classes, and so the accuracy. Probabilities are enough input: softmax(logits / T) =
// softmax(log(p) / T), because logits and log(p) differ by the same amount in all classes.
import { checkProbabilities } from './cross-entropy.ts';
import { softmaxInPlace } from './softmax.ts';

/**
 * The smallest normal number in float32. It replaces probabilities that a softmax in float32 rounded to 0.
 */
const smallest = 2 ** -126;

/** The range of temperatures. Beyond it nothing changes measurably. */
const [lowest, highest] = [0.01, 100];

/** Halves the range this often, to a precision of one part in 10¹⁴. */
const halvings = 50;

/** The data for fitting a temperature. */
export interface TemperatureItems {
  /** `[count]` class indices. */
  readonly labels: ArrayLike<number>;
  /** `[count, classCount]`. */
  readonly probabilities: ArrayLike<number>;
  /** The number of classes. */
  readonly classCount: number;
}

/**
 * The temperature with the lowest log loss: above 1 for an overconfident classifier, below 1 for an
 * underconfident one.
 *
 * The log loss is convex in 1 / T, so its slope changes its sign once, and bisection finds the place. The
 * result is from 0.01 to 100. It is at an end of the range if the loss falls all the way to it, e.g. 0.01 if
 * all items are classified correctly. It is 1 if no other temperature is better.
 *
 * @throws InputError if there are no items, the sizes don't match, or a label or probability is out of range
 * @example
 * const labels = [0, 1, 0, 1, 0];
 * const probabilities = [0.99, 0.01, 0.02, 0.98, 0.01, 0.99, 0.05, 0.95, 0.9, 0.1];
 * fitTemperature({ labels, probabilities, classCount: 2 }) // 3.53
 */
export function fitTemperature(items: TemperatureItems): number {
  const { labels, probabilities, classCount } = items;
  checkProbabilities(labels, probabilities, classCount);
  const logs = logsOf(probabilities);
  // If all classes are equally likely, no temperature changes anything.
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
 * The derivative of the summed log loss with respect to `b = 1 / T`: Σ (mean of log p under softmax(b · log
 * p)) - log p(true class).
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
