// Turns a configuration and its pictures into the options of `fit`.
import type { Locate } from '../config-error.ts';
import { augmentationFromJSON } from '../data/augmentation/augmentation.ts';
import { classWeights } from '../data/class-weights.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Pictures } from '../data/pictures.ts';
import { InputError } from '../errors.ts';
import { scheduleFromJSON } from '../optimizers/schedule-registry.ts';
import { parseConfig } from '../parse-config.ts';
import type { Callback } from './callbacks/callback.ts';
import { earlyStopping } from './callbacks/early-stopping.ts';
import { reduceLROnPlateau } from './callbacks/reduce-lr-on-plateau.ts';
import { trainingConfigSchema, type TrainingConfig } from './config-schema.ts';
import { trainingOptimizer } from './default-optimizer.ts';
import type { Distillation } from './distillation.ts';
import type { FitOptions } from './fit.ts';
import type { HeadOptions } from './fit-head.ts';
import { withPreset } from './presets.ts';

/**
 * Checks a configuration and fills in the values of its preset and all defaults, including those of its
 * optimiser and schedule.
 *
 * @param locate names places of the configuration in errors
 * @throws InputError naming an unknown option or a value of the wrong type
 */
export function parseTrainingConfig(given: unknown, locate: Locate = () => 'options'): TrainingConfig {
  const whole = typeof given === 'object' && given !== null ? withPreset(given) : given;
  const config = parseConfig(locate, trainingConfigSchema, whole);
  const at = <T>(key: string, make: () => T): T => locating(() => locate([key], 'value'), make);
  const optimizer = at('optimizer', () => trainingOptimizer(config.optimizer).toJSON());
  const schedule = at('schedule', () => scheduleFromJSON(config.schedule).toJSON());
  const { augmentation: changes, ...rest } = config;
  const augmentation = changes && at('augmentation', () => augmentationFromJSON(changes));
  if (config.from && config.from.views > 1 && !augmentation)
    throw new InputError(
      `${locate(['from', 'views'], 'value')}: expected augmentation for several views, which are all the same without it`,
    );
  return { ...rest, optimizer, schedule, ...(augmentation && { augmentation }) };
}

/** Puts the place before the message of any InputError that `make` throws. */
function locating<T>(place: () => string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${place()}: ${error.message}`);
    throw error;
  }
}

/**
 * The options of `fit` for a configuration, apart from the data and the listeners.
 *
 * @param teachers the bytes of the models that `distillation` names
 * @throws InputError if they are missing
 */
export function fitOptionsOf(
  config: TrainingConfig,
  train: Dataset<Pictures>,
  teachers?: readonly Uint8Array[],
): Omit<FitOptions, 'data'> {
  const { epochs, batchSize, seed, device, threads, withoutPasses, clipNorm, averaging, monitor } = config;
  const { measureTraining, normalization, augmentation, sampling } = config;
  const weights = classWeightsFor(config, train);
  const distillation = distillationOf(config, teachers);
  return {
    ...{ epochs, batchSize, seed, monitor },
    optimizer: trainingOptimizer(config.optimizer),
    schedule: scheduleFromJSON(config.schedule),
    loss: { ...config.loss, ...(weights && { classWeights: weights }) },
    callbacks: callbacksOf(config),
    ...(normalization && { normalization }),
    ...(augmentation && { augmentation: augmentationFromJSON(augmentation) }),
    ...(sampling && { sampling }),
    ...(distillation && { distillation }),
    ...(clipNorm !== undefined && { clipNorm }),
    ...(averaging && { averaging }),
    ...(measureTraining !== undefined && { measureTraining }),
    ...(device && { device }),
    ...(threads !== undefined && { threads }),
    ...(withoutPasses && { withoutPasses }),
  };
}

/** The options of `fitHead` for a configuration, apart from the listeners. */
export function headOptionsOf(config: TrainingConfig, data: Dataset<Pictures>): HeadOptions {
  const { seed, device, threads, normalization, augmentation } = fitOptionsOf(config, data, []);
  return {
    ...{ data, views: config.from?.views ?? 1 },
    ...(seed !== undefined && { seed }),
    ...(device && { device }),
    ...(threads !== undefined && { threads }),
    ...(normalization && { normalization }),
    ...(augmentation && { augmentation }),
  };
}

function distillationOf(
  { distillation }: TrainingConfig,
  teachers: readonly Uint8Array[] | undefined,
): Distillation | undefined {
  if (!distillation) return undefined;
  const { teacher, ...weights } = distillation;
  if (teachers) return { ...weights, teachers };
  throw new InputError(`distillation: expected the bytes of ${[teacher].flat().join(', ')}, got none`);
}

function callbacksOf({ monitor, ...config }: TrainingConfig): Callback[] {
  return [
    ...(config.earlyStopping ? [earlyStopping({ ...config.earlyStopping, monitor })] : []),
    ...(config.reduceLROnPlateau ? [reduceLROnPlateau({ ...config.reduceLROnPlateau, monitor })] : []),
  ];
}

const classWeightsFor = (
  { classWeights: weights }: TrainingConfig,
  { labels, classNames }: Dataset<Pictures>,
): readonly number[] | undefined => weights && classWeights(labels, classNames, weights);
