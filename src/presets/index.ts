// Named ways to train, each a configuration: by the time or the size that one can afford.
import type { TrainingConfigInput } from '../training/config.ts';

export type PresetName = 'seconds' | 'minute' | 'ten' | 'hour';

export const presets: Readonly<Record<PresetName, TrainingConfigInput>> = {
  seconds: {},
  minute: { epochs: 10 },
  ten: { epochs: 10 },
  hour: { epochs: 10 },
};
