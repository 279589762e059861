// Averages of the weights over the steps of training, which often classify better than the last weights. An
// average is kept beside the weights and moves at every step: average += taken · (weights - average).
// Training itself does not depend on it.
import { z } from 'zod';

const emaSchema = z.strictObject({
  /** Selects this average. */
  type: z.literal('ema'),
  /** The share of the average that stays at each step, after the first steps; 0.99 by default. */
  decay: z.number().gt(0).lt(1).default(0.99),
});
const swaSchema = z.strictObject({
  /** Selects this average. */
  type: z.literal('swa'),
  /** The share of the run after which averaging begins; 0.75 by default. */
  start: z.number().min(0).lt(1).default(0.75),
});
export const averagingSchema = z.discriminatedUnion('type', [emaSchema, swaSchema]);

/** The exponential moving average of the weights (Polyak & Juditsky, 1992). */
export interface ExponentialAveraging extends z.output<typeof emaSchema> {}

/** The mean of the weights over the last part of the run (Izmailov et al., 2018, "SWA"). */
export interface StochasticWeightAveraging extends z.output<typeof swaSchema> {}

/** The average of the weights that is kept, and saved as the model. */
export type Averaging = ExponentialAveraging | StochasticWeightAveraging;

/**
 * The share of the new weights in the average at a step, counted from 1.
 *
 * `ema` is the exponential moving average (Polyak & Juditsky, 1992). Its memory grows over the first steps
 * as in TensorFlow: the decay is min(decay, (1 + step) / (10 + step)). `swa` is the mean of all weights
 * after a share of the run, and before that the weights themselves (Izmailov et al., 2018, who average once
 * an epoch; here it is once a step).
 */
export function shareTaken(averaging: Averaging, step: number, totalSteps: number): number {
  if (averaging.type === 'ema') return 1 - Math.min(averaging.decay, (1 + step) / (10 + step));
  const averaged = step - Math.floor(averaging.start * totalSteps);
  return averaged <= 1 ? 1 : 1 / averaged;
}
