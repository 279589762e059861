// Averages of the weights over the steps of training, which often classify better than the last ones. The average is kept
// beside the weights and moves with every step: average += taken · (weights - average). Nothing in training depends on it.
import { z } from 'zod';

/** Which average is kept, and saved as the model. */
export const averagingSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ema'), decay: z.number().gt(0).lt(1).default(0.99) }),
  z.strictObject({ type: z.literal('swa'), start: z.number().min(0).lt(1).default(0.75) }),
]);
export type Averaging = z.output<typeof averagingSchema>;

/**
 * How much of the new weights goes into the average at a step, counted from 1, of so many.
 *
 * `ema` is the exponential moving average (Polyak & Juditsky, 1992), whose memory grows with the first steps as in TensorFlow: the
 * decay is min(decay, (1 + step) / (10 + step)). `swa` is the mean of all weights since a share of the run (Izmailov et al., 2018,
 * who take it after each epoch; here after each step), and before that the weights themselves.
 */
export function shareTaken(averaging: Averaging, step: number, totalSteps: number): number {
  if (averaging.type === 'ema') return 1 - Math.min(averaging.decay, (1 + step) / (10 + step));
  const averaged = step - Math.floor(averaging.start * totalSteps);
  return averaged <= 1 ? 1 : 1 / averaged;
}
