// Presets: ways to train Fashion-MNIST, each for the time that one has, found on its validation split. A preset is a part of a
// configuration: what is said beside it goes before what it says. How they were found, and what was tried and dropped:
// docs/experiments/recipes.md.
import type { TrainingConfigInput } from './config.ts';

export const presetNames = ['seconds', 'minute', 'ten', 'hour'] as const;
export type PresetName = (typeof presetNames)[number];

export const presets: Readonly<Record<PresetName, TrainingConfigInput>> = {
  seconds: {
    architecture: 'atelier-swatch',
    epochs: 1,
    batchSize: 64,
    optimizer: { type: 'adam', learningRate: 0.01 },
  },
  minute: {
    architecture: 'atelier-swatch',
    epochs: 8,
    batchSize: 128,
    optimizer: { type: 'adam', learningRate: 0.008 },
    augmentation: { flip: 0.5 },
    loss: { labelSmoothing: 0.1 },
  },
  // Not looked for yet: ten epochs of what training does by default.
  ten: { epochs: 10 },
  hour: { epochs: 10 },
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
