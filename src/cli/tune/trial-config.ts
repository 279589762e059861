// The configuration with which a worker trains a trial.
import { availableParallelism } from 'node:os';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { valueFor } from '../../tuning/distribution.ts';
import { fillSpace, type Parameters } from '../../tuning/space.ts';
import type { StudySpace } from '../../tuning/study-space.ts';
import type { TuneOptions } from './tune-options.ts';

/** The base as a point that has all values; the middle where the base has none. */
export const wholePoint = ({ space, base }: Pick<StudySpace, 'space' | 'base'>): Parameters =>
  fillSpace(space, ({ name, distribution }) => base[name] ?? valueFor(distribution, 0.5));

/**
 * The configuration of a trial. Several workers share the threads. The figure that decides is also the one
 * that chooses the best epoch.
 */
export function trialConfig(
  { configOf, objectives: [monitor] }: Pick<StudySpace, 'configOf' | 'objectives'>,
  params: Parameters,
  { device }: Pick<TuneOptions, 'device'>,
  workers: number,
): TrainingConfig {
  const config = configOf(params);
  const threads = workers > 1 ? Math.max(1, Math.floor(availableParallelism() / workers)) : undefined;
  return {
    ...config,
    ...(device && { device }),
    monitor: monitor as TrainingConfig['monitor'],
    ...(threads !== undefined && config.threads === undefined && { threads }),
  };
}
