import { z } from 'zod';
import { counted } from '../../number-words.ts';
import { parseConfig } from '../../parse-config.ts';
import type { Callback } from './callback.ts';
import { isBetter, monitored } from './monitored.ts';

export const earlyStoppingSchema = z.strictObject({
  /** The figure to watch; `validationAccuracy` by default. */
  monitor: z.enum(monitored).default('validationAccuracy'),
  /** Training ends after this many epochs without an improvement; 5 by default. */
  patience: z.int().min(1).default(5),
  /** A change up to this is no improvement; 0 by default. */
  minDelta: z.number().min(0).default(0),
});

/** The options of `earlyStopping`. */
export interface EarlyStoppingOptions extends z.input<typeof earlyStoppingSchema> {}

const stateSchema = z.object({ best: z.number().optional(), waited: z.number() });

/**
 * Ends training when a figure has not improved for some epochs (Prechelt, 1998). The best weights need no
 * restoring: `fit` always keeps the model of the best epoch, chosen by its option `monitor`.
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
      else if (++waited >= patience)
        control.stop(`${monitor} has not improved for ${counted(patience, 'epoch')}`);
    },
    getState: () => ({ ...(best !== undefined && { best }), waited }),
    setState(state) {
      ({ best, waited } = stateSchema.parse(state));
    },
  };
}
