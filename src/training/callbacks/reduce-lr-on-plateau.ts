import { z } from 'zod';
import { parseConfig } from '../../parse-config.ts';
import type { Callback } from './callback.ts';
import { isBetter, monitored } from './monitored.ts';

export const reduceLROnPlateauSchema = z.strictObject({
  /** The figure to watch; `validationAccuracy` by default. */
  monitor: z.enum(monitored).default('validationAccuracy'),
  /** Multiplies the learning rate, above 0 and below 1; 0.1 by default. */
  factor: z.number().gt(0).lt(1).default(0.1),
  /** The rate falls after this many epochs without an improvement; 3 by default. */
  patience: z.int().min(1).default(3),
  /** A change up to this is no improvement; 1e-4 by default. */
  minDelta: z.number().min(0).default(1e-4),
  /** After a reduction, this many epochs do not count; 0 by default. */
  cooldown: z.int().min(0).default(0),
  /** The lower limit of all reductions multiplied together; 1e-3 by default. */
  minFactor: z.number().gt(0).lt(1).default(1e-3),
});

/** The options of `reduceLROnPlateau`. */
export interface ReduceLROnPlateauOptions extends z.input<typeof reduceLROnPlateauSchema> {}

const stateSchema = z.object({ best: z.number().optional(), waited: z.number(), cooling: z.number() });

/**
 * Lowers the learning rate by a factor each time a figure has not improved for some epochs. It multiplies
 * the rate of the schedule.
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
