// Presets: ways to train Fashion-MNIST that were found on its validation split, each for the time that one has or for a model of a
// size. A preset is a part of a configuration: what is said beside it goes before what it says. How they were found, and what was
// tried and dropped: docs/experiments/recipes.md.
import type { TrainingConfigInput } from './config.ts';

export const presetNames = ['seconds', 'minute', 'ten', 'hour', 'pocket', 'atelier', 'couture'] as const;
export type PresetName = (typeof presetNames)[number];

export const presets: Readonly<Record<PresetName, TrainingConfigInput>> = {
  seconds: {},
  minute: { epochs: 10 },
  ten: { epochs: 10 },
  hour: { epochs: 10 },
  pocket: {},
  atelier: {},
  couture: {},
};

/**
 * A configuration on top of the preset that it names. Where it names none, or one that there is not, which is for its schema to
 * tell, it stays as it is.
 *
 * @example withPreset({ preset: 'minute', seed: 2 })
 */
export function withPreset(config: TrainingConfigInput): TrainingConfigInput {
  const { preset } = config;
  return preset !== undefined && Object.hasOwn(presets, preset) ? { ...presets[preset], ...config } : config;
}
