import { z } from 'zod';
import type { Value } from '../engine/graph/graph.ts';
import { mul, reshape } from '../engine/graph/operators/index.ts';
import { adamRule } from './adam.ts';
import {
  commonOptions,
  defineOptimizer,
  keptShare,
  movingAverage,
  type Rule,
  type OptimizerFactory,
} from './define-optimizer.ts';
import type { ParameterUpdate } from './optimizer.ts';
import { orthogonalize } from './orthogonalize.ts';

const schema = z.strictObject({
  ...commonOptions('muon'),
  /** The decay of the momentum at each step; 0.95 by default. */
  momentum: keptShare(0.95),
  /** Whether to use Nesterov's momentum; true by default. */
  nesterov: z.boolean().default(true),
  /** The number of steps of the Newton-Schulz iteration; 5 by default. */
  nsSteps: z.int().min(1).max(20).default(5),
  /** The root mean square of a step's elements at a rate of 1; 0.2 by default. AdamW's is about 0.2. */
  rmsRate: z.number().positive().default(0.2),
  /** A dense kernel with fewer units counts as that of the last layer, which AdamW updates; 32 by default. */
  minUnits: z.int().min(1).default(32),
  /** The beta1 of AdamW, which updates what Muon does not; 0.9 by default. */
  adamBeta1: keptShare(0.9),
  /** The beta2 of AdamW; 0.999 by default. */
  adamBeta2: keptShare(0.999),
  /** The epsilon of AdamW; 1e-8 by default. */
  epsilon: z.number().positive().default(1e-8),
});

/** The options of `muon`. */
export interface MuonOptions extends z.input<typeof schema> {}

/**
 * Muon (Jordan, 2024, "Muon: an optimizer for hidden layers in neural networks"): the step of a kernel is its
 * momentum with all singular values brought near 1, θ -= lr · rmsRate · √max(rows, columns) ·
 * orthogonalised((1 - μ)·g + μ·m), where m = μ·m + (1 - μ)·g. The factor is that of Liu et al. (2025, "Muon
 * is scalable for LLM training"), as in Keras: with it one rate suits both Muon and AdamW. Jordan's factor,
 * √max(1, rows / columns), would need a separate rate.
 *
 * Muon updates kernels of convolutions, as matrices `[filters, channels · height · width]`, and dense kernels
 * `[features, units]` with `minUnits` units or more, which count as hidden layers. AdamW updates everything
 * else at the same rate: biases, weights of normalisation and the kernel of the last layer. For more than 31
 * classes, raise `minUnits`.
 *
 * @function
 * @throws InputError for an unknown option or a value out of range
 * @example muon({ learningRate: 2e-3, weightDecay: 0.05 })
 */
export const muon: OptimizerFactory<MuonOptions> = defineOptimizer('muon', schema, (config): Rule => {
  const { adamBeta1: beta1, adamBeta2: beta2, epsilon, minUnits } = config;
  const adamw = adamRule({ beta1, beta2, epsilon });
  return {
    slots: adamw.slots,
    isElementwise: false,
    scalars: (step, rate) => ({ ...adamw.scalars(step, rate), muonRate: rate }),
    descend(update) {
      const sizes = matrixSizes(update.parameter.shape as number[], minUnits);
      return sizes ? descendAsMatrix(update, sizes, config) : adamw.descend(update);
    },
  };
});

type Sizes = readonly [rows: number, columns: number];

/** The sizes of the matrix that a kernel is for Muon; undefined if Muon does not update it. */
function matrixSizes([rows, ...others]: readonly number[], minUnits: number): Sizes | undefined {
  const columns = others.reduce((product, size) => product * size, 1);
  const isConvolution = others.length > 1;
  const isHidden = others.length === 1 && columns >= minUnits;
  return isConvolution || isHidden ? [rows!, columns] : undefined;
}

function descendAsMatrix(
  { gradient, slots, scalars }: ParameterUpdate,
  sizes: Sizes,
  { momentum, nesterov, nsSteps, rmsRate }: z.output<typeof schema>,
): ReturnType<Rule['descend']> {
  const m = movingAverage(slots['m']!, gradient, momentum);
  const ahead = nesterov ? movingAverage(m, gradient, momentum) : m;
  const direction = orthogonalize(reshape(ahead, sizes), nsSteps);
  const rate: Value = mul(scalars['muonRate']!, rmsRate * Math.sqrt(Math.max(...sizes)));
  const descent = reshape(mul(direction, rate), gradient.shape as number[]);
  return { descent, slots: { m, v: slots['v']! } };
}
