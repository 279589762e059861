// Whether a training step gives the same in two ways: with and without passes, on one device and another.
// Gradients are the changes of the weights under plain gradient descent; its large rate keeps rounding of the
// weights small beside them.
import { expect } from 'vitest';
import type { CompileOptions } from '../../engine/runtime/compile.ts';
import { initialWeights, type Model } from '../../nn/model.ts';
import { sgd } from '../../optimizers/sgd.ts';
import { Random } from '../../random.ts';
import type { TrainStepConfig } from '../train-step-graph.ts';
import { TrainStep } from '../train-step.ts';

/** Of the loss, and of each gradient relative to its tensor's largest. */
const tolerance = 1e-4;
const rate = 1024;
const mostBatches = 4;

/** The pictures of a batch. */
export const batchSize = 16;

/** A network in training on grey pictures in ten classes. */
export const configOf = (model: Model, size = 28): TrainStepConfig => ({
  ...{ model, optimizer: sgd(), input: [1, size, size], classes: 10, seed: 1 },
  normalization: { mean: [0.4], std: [0.3] },
});

/** Pictures of noise with drawn labels. */
export function noise(index: number, size = 28): { images: Uint8Array; labels: Int32Array } {
  const random = new Random(5, 'batch', index);
  return {
    images: Uint8Array.from({ length: batchSize * size * size }, () => random.integer(256)),
    labels: Int32Array.from({ length: batchSize }, () => random.integer(10)),
  };
}

interface Results {
  readonly loss: number;
  readonly correct: number;
  /** What each weight has lost in one step. */
  readonly differences: ReadonlyMap<string, Float32Array>;
}

/**
 * Where a step starts from: the initial weights, with shifts that are not 0. With shifts of 0 a channel that
 * is convolved by itself, and normalised again, has a scale before it that is of no effect, and a gradient by
 * it of nothing but rounding.
 */
function startOf(name: string, initial: Float32Array): Float32Array {
  const random = new Random(6, name);
  return name.endsWith('/beta') ? initial.map(() => random.between(-0.5, 0.5)) : initial;
}

/** One step on each of so many batches, as they are asked for, all from the same weights. */
async function* firstSteps(model: Model, size: number, options: CompileOptions): AsyncGenerator<Results> {
  const config = configOf(model, size);
  const initial = Object.entries(initialWeights(model.weightSpecs(config.input), config.seed));
  const startFrom = Object.fromEntries(initial.map(([name, data]) => [name, startOf(name, data)]));
  const step = new TrainStep({ ...config, startFrom }, options);
  const { state } = step;
  try {
    for (let index = 0; index < mostBatches; index++) {
      step.restore(state);
      const results = await step.run(noise(index, size), { step: 1, learningRate: rate });
      await step.fetch();
      const after = step.weights;
      const differences = Object.entries(startFrom).map(([name, before]): [string, Float32Array] => [
        name,
        before.map((value, i) => value - after[name]![i]!),
      ]);
      yield { ...results, differences: new Map(differences) };
    }
  } finally {
    await step.dispose();
  }
}

/** How far the farthest element of each tensor is, relative to the largest. */
const distancesOf = (found: Results, expected: Results): [name: string, distance: number][] =>
  [...expected.differences].map(([name, values]) => {
    const other = found.differences.get(name)!;
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const farthest = values.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
    return [name, farthest / largest];
  });

/**
 * Losses agree on every batch, gradients on the first or on one of the next. Of the millions of values that
 * ReLU takes, one may be so near to 0 that rounding puts it on the other side: that opens or closes a way for
 * one gradient among hundreds, and moves those of some tensors by up to 3 per cent. Without such a value they
 * agree to 6e-6.
 *
 * @param size of the square pictures
 */
export async function expectSameSteps(
  model: Model,
  size: number,
  one: CompileOptions,
  other: CompileOptions,
): Promise<void> {
  const [found, expected] = [firstSteps(model, size, one), firstSteps(model, size, other)];
  const farther: unknown[] = [];
  try {
    for await (const result of found) {
      const wanted = (await expected.next()).value as Results;
      expect(result.correct).toBe(wanted.correct);
      expect(Math.abs(result.loss / wanted.loss - 1)).toBeLessThan(tolerance);
      const distances = distancesOf(result, wanted).filter(([, distance]) => !(distance < tolerance));
      if (distances.length === 0) return;
      farther.push(distances);
    }
    expect(farther).toEqual([]);
  } finally {
    await expected.return(undefined);
  }
}
