// The thresholds of prediction sets that a model's file keeps, so that `predict` needs no data.
import { InputError } from '../errors.ts';
import type { ModelCard } from './classifier-file.ts';

/** The coverages whose thresholds a file keeps. */
export const keptCoverages: readonly number[] = Array.from({ length: 199 }, (_, i) => (i + 1) / 200);

/**
 * The lowest probability of a class in a model's prediction sets.
 *
 * @param coverage the share of sets that should contain the true class: 0.005, 0.01 and so on to 0.995
 * @param owner begins errors
 * @throws InputError for another coverage, or if the model keeps no thresholds
 */
export function predictionSetThreshold(
  { predictionSets }: Pick<ModelCard, 'predictionSets'>,
  coverage: number,
  owner = 'coverage',
): number {
  if (!predictionSets) throw new InputError(`${owner}: the model has no thresholds for prediction sets`);
  const threshold = predictionSets.thresholds[Math.round(200 * coverage) - 1];
  const isKept = Math.abs(200 * coverage - Math.round(200 * coverage)) < 1e-6;
  if (threshold !== undefined && isKept) return threshold;
  throw new InputError(
    `${owner}: expected a multiple of 0.5 % from 0.5 % to 99.5 %, got ${+(100 * coverage).toPrecision(6)} %`,
  );
}
