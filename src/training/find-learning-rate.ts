// The learning-rate range test: a short training in which the rate rises step by step, until the loss runs
// away. Where it falls fastest and where it is lowest say which rates a run can use. Nothing is validated and
// no weights are kept.
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
  /** Pictures to train on; those to validate on must not be among them. */
  readonly data: Dataset;
  /** What the rate is tested for. */
  readonly optimizer: Optimizer;
  /** How many pictures there are in a step; 64 by default. */
  readonly batchSize?: number;
  /** Draws the initial weights and the batches; 1 by default. */
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
  /** Where batches are made; `inlineBatches` by default. */
  readonly openBatches?: OpenBatches;
  /** The first rate; 1e-6 by default. */
  readonly from?: number;
  /** The last rate; 10 by default. */
  readonly to?: number;
  /** How many steps; 200 by default. */
  readonly steps?: number;
  /** Called after each step. */
  readonly onStep?: (done: number, steps: number) => void;
  /** Ends the test after the step under way; what was measured so far counts. */
  readonly signal?: AbortSignal;
}

/** What a range test found. */
export interface RangeTest {
  /** Rates that were reached, each a constant factor above the one before. */
  readonly rates: readonly number[];
  /** The loss at each, smoothed over the steps before. */
  readonly losses: readonly number[];
  /** The rate at which the loss was lowest. */
  readonly lowest: number;
  /** The rate at which the loss fell fastest, by the rate's logarithm. */
  readonly steepest: number;
  /** A tenth of `lowest`: a peak rate to start from. */
  readonly suggestion: number;
}

/** A loss so many times the lowest one has run away. */
const runaway = 4;
const smoothing = 0.95;

/**
 * Trains with a rate that rises exponentially (Smith, 2017, who lets it rise linearly; Howard & Gugger,
 * 2018).
 *
 * @throws InputError for bounds that are none, and where the loss is no number from the start
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
    throw new InputError(`steps: expected 10 or more, got ${steps}`);
  const rates = Array.from({ length: steps }, (_, i) => from * (to / from) ** (i / (steps - 1)));
  const losses = await lossesAt(rates, model, options);
  return { ...readOff(rates, losses), rates: rates.slice(0, losses.length), losses };
}

/** The smoothed loss at each rate, as far as it stays within bounds. */
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
  if (losses.length < 3) throw new InputError(`the loss runs away at once: try rates below ${rates[0]}`);
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

/** Whole batches only: a smaller one would need a program of its own. */
async function nextWhole(batches: BatchSource, batchSize: number): Promise<Batch> {
  for (;;) {
    const batch = await batches.next();
    if (batch.labels.length === batchSize) return batch;
  }
}

/** An exponential moving average without a bias towards its start. */
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
