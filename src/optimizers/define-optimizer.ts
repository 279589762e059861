// Defines an optimiser from a name, a schema of its options, and a rule for what to subtract from a
// parameter. What all optimisers have in common is here: checking options, decoupled weight decay, and
// conversion to and from JSON.
import { z } from 'zod';
import type { Value } from '../engine/graph/graph.ts';
import { add, mul, sub } from '../engine/graph/operators/index.ts';
import { parseConfig } from '../parse-config.ts';
import { learningRates, type OptimizerName } from './names.ts';
import type { Optimizer, ParameterUpdate, Slots } from './optimizer.ts';

/** A method with its options filled in. */
export interface Rule {
  readonly slots: readonly string[];
  /** See `Optimizer.isElementwise`; true by default. */
  readonly isElementwise?: boolean;
  /** The numbers to feed at a step, counted from 1. */
  scalars(step: number, learningRate: number): Readonly<Record<string, number>>;
  /** What to subtract from the parameter, and the next values of the slots. */
  descend(update: ParameterUpdate): { descent: Value; slots: Slots };
}

interface CommonConfig {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly [option: string]: number | boolean;
}

/** Creates optimisers of one type. Throws an InputError for an unknown option or a value out of range. */
export interface OptimizerFactory<Options> {
  (options?: Options): Optimizer;
  /** The name of the type, as in `toJSON()`. */
  readonly type: string;
}

/** The options that every optimiser has. */
export const commonOptions = (type: OptimizerName, { weightDecay = 0 } = {}) => ({
  /** The peak of the learning rate; each optimiser has its own default. */
  learningRate: z.number().positive().default(learningRates[type]),
  /** The share by which kernels shrink at each step, relative to the rate; 0 by default, 0.01 in `adamw`. */
  weightDecay: z.number().min(0).default(weightDecay),
});

/** The decay of a running average at each step: betas, rho, momentum. */
export const keptShare = (share: number) => z.number().min(0).lt(1).default(share);

/**
 * Makes a function that creates optimisers of one type.
 *
 * Weight decay is decoupled (Loshchilov & Hutter, 2019) and applies to kernels only: θ shrinks by the factor
 * 1 - lr·weightDecay, with the rate of the step. The rule is independent of it.
 */
export function defineOptimizer<S extends z.ZodType<CommonConfig>>(
  type: OptimizerName,
  schema: S,
  ruleFor: (config: z.output<S>) => Rule,
): OptimizerFactory<z.input<S>> {
  const create = (options?: z.input<S>): Optimizer => {
    const config = parseConfig(type, schema, options ?? {});
    return optimizerOf(type, config, ruleFor(config));
  };
  return Object.assign(create, { type });
}

function optimizerOf(type: OptimizerName, config: CommonConfig, rule: Rule): Optimizer {
  const { learningRate, weightDecay } = config;
  return {
    ...{ type, config, learningRate, slots: rule.slots, isElementwise: rule.isElementwise ?? true },
    scalars: (step, rate) => ({
      ...rule.scalars(step, rate),
      ...(weightDecay > 0 && { kept: 1 - rate * weightDecay }),
    }),
    update(update) {
      const { descent, slots } = rule.descend(update);
      const { parameter, scalars, decays } = update;
      const kept = weightDecay > 0 && decays ? mul(parameter, scalars['kept']!) : parameter;
      return { parameter: sub(kept, descent), slots };
    },
    toJSON: () => ({ type, ...config }),
  };
}

/** An exponential moving average: `kept · average + (1 - kept) · value`. */
export const movingAverage = (average: Value, value: Value, kept: number): Value =>
  add(mul(average, kept), mul(value, 1 - kept));
