import { z } from 'zod';
import { parseConfig } from '../../parse-config.ts';
import type { Callback } from './callback.ts';
import { isBetter, monitored } from './monitored.ts';

export const earlyStoppingSchema = z.strictObject({
  /** The figure that is watched; `validationAccuracy` by default. */
  monitor: z.enum(monitored).default('validationAccuracy'),
  /** After how many epochs without a gain training ends. */
  patience: z.int().min(1).default(5),
  /** What counts as a gain. */
  minDelta: z.number().min(0).default(0),
});

/** The options of `earlyStopping`. */
export interface EarlyStoppingOptions extends z.input<typeof earlyStoppingSchema> {}

const stateSchema = z.object({ best: z.number().optional(), waited: z.number() });

/**
 * Ends training when a figure has not got better for some epochs (Prechelt, 1998). The best weights need no
 * restoring:
 * `fit` keeps the model of the best epoch in any case, by the figure that its option `monitor` names.
 *
 * @example
 * const { train } = sketches({ train: 600 });
 * await fit(lenet5(10), { data: train, epochs: 20, callbacks: [earlyStopping({ patience: 2 })] });
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): Callback {
  const { monitor, patience, minDelta } = parseConfig('earlyStopping', earlyStoppingSchema, options);
  let best: number | undefined;
  let waited = 0;
  return {
    type: 'earlyStopping',
    settings: { monitor, patience, minDelta },
    onEpochEnd({ result }, control) {
      const value = result[monitor];
      if (best === undefined || isBetter(monitor, value, best, minDelta)) [best, waited] = [value, 0];
      else if (++waited >= patience) control.stop(`no better ${monitor} for ${patience} epochs`);
    },
    getState: () => ({ ...(best !== undefined && { best }), waited }),
    setState(state) {
      ({ best, waited } = stateSchema.parse(state));
    },
  };
}
