// Averages of the weights over the steps of training, which often classify better than the last ones. The
// average is kept beside the weights and moves with every step: average += taken · (weights - average).
// Nothing in training depends on it.
import { z } from 'zod';

const emaSchema = z.strictObject({
  /** Says that it is this average. */
  type: z.literal('ema'),
  /** How much of the average stays at each step, in the long run; 0.99 by default. */
  decay: z.number().gt(0).lt(1).default(0.99),
});
const swaSchema = z.strictObject({
  /** Says that it is this average. */
  type: z.literal('swa'),
  /** The share of the run after which the mean begins; 0.75 by default. */
  start: z.number().min(0).lt(1).default(0.75),
});
export const averagingSchema = z.discriminatedUnion('type', [emaSchema, swaSchema]);

/** The exponential moving average of the weights (Polyak & Juditsky, 1992). */
export interface ExponentialAveraging extends z.output<typeof emaSchema> {}

/** The mean of the weights over the last part of the run (Izmailov et al., 2018, "SWA"). */
export interface StochasticWeightAveraging extends z.output<typeof swaSchema> {}

/** Which average of the weights is kept, and saved as the model. */
export type Averaging = ExponentialAveraging | StochasticWeightAveraging;

/**
 * How much of the new weights goes into the average at a step, counted from 1, of so many.
 *
 * `ema` is the exponential moving average (Polyak & Juditsky, 1992), whose memory grows with the first steps
 * as in TensorFlow: the decay is min(decay, (1 + step) / (10 + step)). `swa` is the mean of all weights since
 * a share of the run (Izmailov et al., 2018, who take it after each epoch; here after each step), and before
 * that the weights themselves.
 */
export function shareTaken(averaging: Averaging, step: number, totalSteps: number): number {
  if (averaging.type === 'ema') return 1 - Math.min(averaging.decay, (1 + step) / (10 + step));
  const averaged = step - Math.floor(averaging.start * totalSteps);
  return averaged <= 1 ? 1 : 1 / averaged;
}
