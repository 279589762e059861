// Presets: ways to train Fashion-MNIST, one for each amount of time, found on its validation split, and one
// to fine-tune a pretrained network on photographs. A preset is a part of a configuration; values given
// beside it win. docs/experiments/recipes.md tells how the
// presets were found, and what was tried and dropped.
import type { TrainingConfigInput } from './config-schema.ts';
import type { PresetName } from './preset-names.ts';

/** Shared by the longer presets. */
const long: TrainingConfigInput = {
  batchSize: 128,
  optimizer: { type: 'adam', learningRate: 0.006 },
  augmentation: { flip: 0.5, crop: 2, erase: 0.25 },
  loss: { labelSmoothing: 0.1 },
};
/** Shared by presets that a clock may stop, at a time when the average is better than the weights. */
const timed: TrainingConfigInput = { ...long, averaging: { type: 'ema', decay: 0.998 } };
/** Shared by the presets of released models. Each generation learns from models released before it. */
const taughtBy = (teacher: string | string[]): TrainingConfigInput => ({
  ...long,
  loss: { labelSmoothing: 0 },
  distillation: { teacher, weight: 0.7 },
});
const strong = { flip: 0.5, crop: 2, erase: 0.5 };

export const presets: Readonly<Record<PresetName, TrainingConfigInput>> = {
  seconds: {
    architecture: 'atelier-swatch',
    epochs: 1,
    batchSize: 64,
    optimizer: { type: 'adam', learningRate: 0.01 },
  },
  minute: {
    architecture: 'atelier-toile',
    epochs: 6,
    batchSize: 128,
    optimizer: { type: 'adam', learningRate: 0.008 },
    augmentation: { flip: 0.5 },
    loss: { labelSmoothing: 0.1 },
    averaging: { type: 'ema', decay: 0.99 },
  },
  ten: { ...timed, architecture: 'atelier-pocket', epochs: 52 },
  hour: { ...timed, architecture: 'atelier-couture', epochs: 75, augmentation: strong },
  pocket: { ...taughtBy('atelier'), architecture: 'atelier-pocket', epochs: 45 },
  atelier: { ...taughtBy(['atelier', 'couture']), architecture: 'atelier', epochs: 80 },
  couture: {
    ...taughtBy(['atelier', 'couture']),
    architecture: 'atelier-couture',
    epochs: 60,
    augmentation: strong,
  },
  photos: {
    from: { backboneRate: 0.2 },
    epochs: 4,
    batchSize: 32,
    optimizer: { type: 'adamw', learningRate: 0.0005, weightDecay: 0.05 },
    augmentation: { resizedCrop: 0.4, flip: 0.5, jitter: 0.3 },
    loss: { labelSmoothing: 0.1 },
    averaging: { type: 'ema', decay: 0.99 },
  },
};

/**
 * Fills in the preset that a configuration names. Without a preset the configuration stays as it is, and so
 * does one with an unknown preset, which the schema refuses.
 *
 * @example withPreset({ preset: 'minute', seed: 2 })
 */
export function withPreset(config: TrainingConfigInput): TrainingConfigInput {
  const { preset } = config;
  if (preset === undefined || !Object.hasOwn(presets, preset)) return config;
  const recipe: TrainingConfigInput = presets[preset];
  const from = recipe.from && { from: { ...recipe.from, ...config.from } };
  return { ...recipe, ...config, ...from };
}
