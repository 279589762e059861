import { z } from 'zod';
import { parseConfig } from '../../parse-config.ts';
import type { Callback } from './callback.ts';
import { isBetter, monitored } from './monitored.ts';

export const reduceLROnPlateauSchema = z.strictObject({
  /** The figure that is watched; `validationAccuracy` by default. */
  monitor: z.enum(monitored).default('validationAccuracy'),
  /** What the learning rate is multiplied by, above 0 and below 1; 0.1 by default. */
  factor: z.number().gt(0).lt(1).default(0.1),
  /** After how many epochs without a gain the rate is lowered. */
  patience: z.int().min(1).default(3),
  /** What counts as a gain; 1e-4 by default. */
  minDelta: z.number().min(0).default(1e-4),
  /** How many epochs to wait after a reduction before epochs count again. */
  cooldown: z.int().min(0).default(0),
  /** The smallest factor that all reductions together come to. */
  minFactor: z.number().gt(0).lt(1).default(1e-3),
});

/** The options of `reduceLROnPlateau`. */
export interface ReduceLROnPlateauOptions extends z.input<typeof reduceLROnPlateauSchema> {}

const stateSchema = z.object({ best: z.number().optional(), waited: z.number(), cooling: z.number() });

/**
 * Lowers the learning rate by a factor each time a figure has not got better for some epochs. The schedule
 * goes on beside it.
 *
 * @example
 * const { train } = sketches({ train: 600 });
 * const callbacks = [reduceLROnPlateau({ factor: 0.5 })];
 * await fit(lenet5(10), { data: train, epochs: 6, schedule: constant, callbacks });
 */
export function reduceLROnPlateau(options: ReduceLROnPlateauOptions = {}): Callback {
  const settings = parseConfig('reduceLROnPlateau', reduceLROnPlateauSchema, options);
  const { monitor, factor, patience, minDelta, cooldown, minFactor } = settings;
  let state: z.output<typeof stateSchema> = { waited: 0, cooling: 0 };
  return {
    type: 'reduceLROnPlateau',
    settings,
    onEpochEnd({ result }, control) {
      const value = result[monitor];
      const { best, waited, cooling } = state;
      if (best === undefined || isBetter(monitor, value, best, minDelta)) {
        state = { best: value, waited: 0, cooling: Math.max(0, cooling - 1) };
      } else if (cooling > 0) {
        state = { best, waited: 0, cooling: cooling - 1 };
      } else if (waited + 1 < patience) {
        state = { best, waited: waited + 1, cooling };
      } else {
        control.learningRateFactor = Math.max(minFactor, control.learningRateFactor * factor);
        state = { best, waited: 0, cooling: cooldown };
      }
    },
    getState: () => state,
    setState(given) {
      state = stateSchema.parse(given);
    },
  };
}
