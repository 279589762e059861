// Named ways to train, each a configuration: by the time that one can afford. Recipes of their own have not been looked for yet: the
// first is what training does by default, the others are ten epochs of it.
import type { TrainingConfigInput } from '../training/config.ts';

export type PresetName = 'seconds' | 'minute' | 'ten' | 'hour';

export const presets: Readonly<Record<PresetName, TrainingConfigInput>> = {
  seconds: {},
  minute: { epochs: 10 },
  ten: { epochs: 10 },
  hour: { epochs: 10 },
};
