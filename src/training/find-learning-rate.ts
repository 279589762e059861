// The learning-rate range test: a short training in which the rate rises step by step until the loss
// diverges. The rates at which the loss falls fastest and is lowest show which rates a run can use. It
// validates nothing and keeps no weights.
import { mixes, type Augmentation } from '../data/augmentation/augmentation.ts';
import { inlineBatches, type BatchSource, type OpenBatches } from '../data/batch-source.ts';
import type { Batch } from '../data/batches.ts';
import { checkDataset } from '../data/check-dataset.ts';
import type { Dataset } from '../data/dataset.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import type { LossOptions } from '../nn/losses.ts';
import type { Model } from '../nn/model.ts';
import type { Normalization } from '../nn/preprocessing.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { defaults } from './defaults.ts';
import { openTeacher, type Distillation } from './distillation.ts';
import { normalizationFor } from './normalization.ts';
import { TrainStep } from './train-step.ts';

/** The options of `findLearningRate`. */
export interface RangeTestOptions extends DeviceOptions {
  /** Pictures to train on. They must not include those to validate on. */
  readonly data: Dataset;
  /** The optimiser whose learning rate is tested. */
  readonly optimizer: Optimizer;
  /** How many pictures a step takes; 64 by default. */
  readonly batchSize?: number;
  /** Decides the initial weights and the batches; 1 by default. */
  readonly seed?: number;
  /** As for `fit`. */
  readonly loss?: LossOptions;
  /** As for `fit`. */
  readonly normalization?: Normalization;
  /** As for `fit`. */
  readonly clipNorm?: number;
  /** As for `fit`. */
  readonly augmentation?: Augmentation;
  /** As for `fit`. */
  readonly distillation?: Distillation;
  /** Makes the batches; `inlineBatches` by default. */
  readonly openBatches?: OpenBatches;
  /** The first rate; 1e-6 by default. */
  readonly from?: number;
  /** The last rate; 10 by default. */
  readonly to?: number;
  /** The number of steps; 200 by default. */
  readonly steps?: number;
  /** Called after each step. */
  readonly onStep?: (done: number, steps: number) => void;
  /** Ends the test after the current step; the result covers the steps so far. */
  readonly signal?: AbortSignal;
}

/** The result of a range test. */
export interface RangeTest {
  /** The rates that were tested; each is the previous one times a constant. */
  readonly rates: readonly number[];
  /** The loss at each rate, smoothed over the previous steps. */
  readonly losses: readonly number[];
  /** The rate at which the loss was lowest. */
  readonly lowest: number;
  /** The rate at which the loss fell fastest with the logarithm of the rate. */
  readonly steepest: number;
  /** A tenth of `lowest`: a good first guess for the peak rate. */
  readonly suggestion: number;
}

/** The test ends when the loss exceeds the lowest loss by this factor. */
const runaway = 4;
const smoothing = 0.95;

/**
 * Trains with a learning rate that rises exponentially (Smith, 2017, with a linear rise; Howard & Gugger,
 * 2018).
 *
 * @throws InputError for invalid bounds, and if the loss diverges from the start
 * @example
 * const { train } = sketches({ train: 1200 });
 * const { suggestion } = await findLearningRate(lenet5(10), { data: train, optimizer: adam() });
 */
export async function findLearningRate(model: Model, options: RangeTestOptions): Promise<RangeTest> {
  const { from = 1e-6, to = 10, steps = 200 } = options;
  checkDataset(options.data);
  if (!(from > 0 && to > from))
    throw new InputError(`from, to: expected 0 < from < to, got ${from} and ${to}`);
  if (!Number.isInteger(steps) || steps < 10)
    throw new InputError(`steps: expected a whole number from 10, got ${steps}`);
  const rates = Array.from({ length: steps }, (_, i) => from * (to / from) ** (i / (steps - 1)));
  const losses = await lossesAt(rates, model, options);
  return { ...readOff(rates, losses), rates: rates.slice(0, losses.length), losses };
}

/** The smoothed loss at each rate, until it diverges. */
async function lossesAt(
  rates: readonly number[],
  model: Model,
  options: RangeTestOptions,
): Promise<number[]> {
  const { data, augmentation = {}, openBatches = inlineBatches, distillation } = options;
  const batchSize = Math.min(options.batchSize ?? defaults.batchSize, data.count);
  const teacher = distillation && (await openTeacher(distillation, data, options));
  const step = openStep(model, options);
  const batches = openBatches(data, { batchSize, seed: options.seed ?? defaults.seed, augmentation });
  const losses: number[] = [];
  const smooth = smoother();
  try {
    for (const learningRate of rates) {
      const batch = await nextWhole(batches, batchSize);
      const taught = await teacher?.predict(batch.images);
      const { loss } = await step.run(batch, { step: losses.length + 1, learningRate, taught });
      const smoothed = smooth(loss);
      if (!Number.isFinite(loss) || smoothed > runaway * Math.min(smoothed, ...losses)) break;
      losses.push(smoothed);
      options.onStep?.(losses.length, rates.length);
      if (options.signal?.aborted) break;
    }
  } finally {
    await batches.close();
    await step.dispose();
    await teacher?.dispose();
  }
  if (losses.length < 3) throw new InputError(`the loss diverges at once: try rates below ${rates[0]}`);
  return losses;
}

function openStep(model: Model, options: RangeTestOptions): TrainStep {
  const { data, optimizer, seed = defaults.seed, loss, clipNorm, augmentation, distillation } = options;
  const { channels, height, width, classNames } = data;
  const normalization = normalizationFor(data, options.normalization);
  const input = [channels, height, width] as const;
  const measured = { normalization, images: data.images };
  const config = { model, input, classes: classNames.length, ...measured, optimizer, seed };
  return new TrainStep(
    {
      ...config,
      mixes: augmentation !== undefined && mixes(augmentation),
      ...(loss && { loss }),
      ...(distillation && { distillation }),
      ...(clipNorm !== undefined && { clipNorm }),
    },
    options,
  );
}

/** Skips smaller batches, because each batch size needs a program of its own. */
async function nextWhole(batches: BatchSource, batchSize: number): Promise<Batch> {
  for (;;) {
    const batch = await batches.next();
    if (batch.labels.length === batchSize) return batch;
  }
}

/** An exponential moving average, corrected for its start at zero. */
function smoother(): (value: number) => number {
  let average = 0;
  let weight = 0;
  return (value) => {
    average = smoothing * average + (1 - smoothing) * value;
    weight = smoothing * weight + (1 - smoothing);
    return average / weight;
  };
}

/** @internal exported for its tests */
export function readOff(
  rates: readonly number[],
  losses: readonly number[],
): Pick<RangeTest, 'lowest' | 'steepest' | 'suggestion'> {
  const lowestAt = losses.indexOf(Math.min(...losses));
  const falls = losses.slice(1, lowestAt + 1).map((loss, i) => losses[i]! - loss);
  const steepestAt = falls.length > 0 ? falls.indexOf(Math.max(...falls)) + 1 : lowestAt;
  const lowest = rates[lowestAt]!;
  return { lowest, steepest: rates[steepestAt]!, suggestion: Number((lowest / 10).toPrecision(2)) };
}
