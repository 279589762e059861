// Presets: ways to train Fashion-MNIST, each for the time that one has, found on its validation split. A
// preset is a part of a configuration: what is said beside it goes before what it says. How they were found,
// and what was tried and dropped: docs/experiments/recipes.md.
import type { TrainingConfigInput } from './config-schema.ts';
import type { PresetName } from './preset-names.ts';

/** What the longer ones share. */
const long: TrainingConfigInput = {
  batchSize: 128,
  optimizer: { type: 'adam', learningRate: 0.006 },
  augmentation: { flip: 0.5, crop: 2, erase: 0.25 },
  loss: { labelSmoothing: 0.1 },
};
/** What those share that a clock may stop, where their average is ahead of the weights. */
const timed: TrainingConfigInput = { ...long, averaging: { type: 'ema', decay: 0.998 } };
/** What those that are released share: each generation learns from models released before it. */
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
};

/**
 * A configuration on top of the preset that it names. Where it names none, or one that there is not, which is
 * for its schema to tell, it stays as it is.
 *
 * @example withPreset({ preset: 'minute', seed: 2 })
 */
export function withPreset(config: TrainingConfigInput): TrainingConfigInput {
  const { preset } = config;
  return preset !== undefined && Object.hasOwn(presets, preset) ? { ...presets[preset], ...config } : config;
}
