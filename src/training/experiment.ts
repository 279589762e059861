// An experiment as data: a configuration that all runs share, named variants of it, and seeds. Compares the
// results of its runs.
import { z } from 'zod';
import type { Locate } from '../config-error.ts';
import { InputError } from '../errors.ts';
import { holm, pairedComparison, type PairedComparison } from '../metrics/paired-comparison.ts';
import { parseConfig } from '../parse-config.ts';
import { parseTrainingConfig } from './config.ts';
import type { TrainingConfig } from './config-schema.ts';
import type { EpochResult } from './progress.ts';

/** Names become names of folders. */
const named = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} .,_×%-]*$/u, 'expected letters, numbers, spaces and . , _ - × %');

const experimentSchema = z.strictObject({
  name: named,
  /** The question that it answers, in one sentence. */
  question: z.string(),
  seeds: z.array(z.int().min(0)).min(1).max(100).default([1, 2, 3]),
  /** What all variants share. Each `$word` is replaced by the value that a variant sets for `word`. */
  base: z.looseObject({}).default({}),
  /** What each variant sets or changes. All others are compared with the first one. */
  variants: z
    .record(named, z.looseObject({ set: z.record(z.string(), z.unknown()).default({}) }))
    .refine((all) => Object.keys(all).length > 1, 'expected two or more'),
});

export interface Experiment {
  readonly name: string;
  readonly question: string;
  readonly seeds: readonly number[];
  readonly variants: ReadonlyMap<string, TrainingConfig>;
}

/**
 * Checks an experiment and the configurations of its variants. All of them validate on the same pictures.
 *
 * @param locate names places of the experiment in errors
 * @throws InputError naming the variant and the option
 */
export function parseExperiment(given: unknown, locate: Locate): Experiment {
  const { name, question, seeds, base, variants } = parseConfig(locate, experimentSchema, given);
  const configs = Object.entries(variants).map(([variant, { set, ...changes }]) => {
    const owner = `${locate(['variants', variant], 'name')}: ${variant}`;
    const config = fillIn({ validationSeed: seeds[0], ...base, ...changes }, set, owner);
    return [variant, parseTrainingConfig(config, () => owner)] as const;
  });
  return { name, question, seeds, variants: new Map(configs) };
}

/** Replaces each `$word` by its value. An element of a list that is set to null is left out. */
function fillIn(value: unknown, set: Readonly<Record<string, unknown>>, owner: string): unknown {
  if (typeof value === 'string' && value.startsWith('$')) return valueOf(value.slice(1), set, owner);
  if (Array.isArray(value)) return value.map((one) => fillIn(one, set, owner)).filter((one) => one !== null);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillIn(one, set, owner)]));
}

/** `$classes` stays as it is, because the network fills it in. */
function valueOf(word: string, set: Readonly<Record<string, unknown>>, owner: string): unknown {
  if (word in set) return set[word];
  if (word === 'classes') return word;
  const known = Object.keys(set).join(', ') || 'nothing';
  throw new InputError(`${owner}: set: expected a value for ${word}, which base uses, got ${known}`);
}

/** The result of one run. */
export interface RunOutcome {
  readonly variant: string;
  readonly seed: number;
  readonly parameters: number;
  readonly seconds: number;
  /**
   * The share of training pictures that the last epoch's model classifies correctly, without augmentation.
   */
  readonly trainingAccuracy: number;
  /** 1 for each validation picture that was classified correctly, else 0. */
  readonly correct: readonly number[];
  readonly history: readonly EpochResult[];
}

/** The accuracy of a variant's models after each epoch, as the mean over the seeds. */
export interface LearningCurve {
  readonly epochs: readonly number[];
  /** On training pictures, without augmentation and dropout. */
  readonly training: readonly number[];
  readonly validation: readonly number[];
}

/** A variant over all seeds. */
export interface VariantResult {
  readonly variant: string;
  readonly parameters: number;
  /** The mean over the runs. */
  readonly seconds: number;
  readonly trainingAccuracy: number;
  /** The validation accuracy of each seed's run, and their mean and standard deviation. */
  readonly accuracies: readonly number[];
  readonly accuracy: number;
  readonly standardDeviation: number;
  /** The 95 % interval of the mean over the seeds, by Student's t; left out for a single seed. */
  readonly interval?: readonly [low: number, high: number];
  /**
   * The comparison with the first variant on the validation pictures. Its p is corrected for the number of
   * comparisons.
   */
  readonly comparison?: PairedComparison;
  /** Present if the runs measured each epoch's model on training pictures too (`measureTraining`). */
  readonly curve?: LearningCurve;
}

/** Summarises the outcomes of each variant, in the order of the variants. */
export function compareVariants(
  { variants, seeds }: Pick<Experiment, 'variants' | 'seeds'>,
  outcomes: readonly RunOutcome[],
): VariantResult[] {
  const grouped = [...variants.keys()].map((variant) =>
    outcomes.filter((outcome) => outcome.variant === variant && seeds.includes(outcome.seed)),
  );
  const shares = grouped.map(recognisedShare);
  const comparisons = shares.slice(1).map((share) => pairedComparison(shares[0]!, share));
  const corrected = holm(comparisons.map(({ p }) => p));
  return grouped.map((runs, i) => ({
    ...summarize(runs),
    ...(i > 0 && { comparison: { ...comparisons[i - 1]!, p: corrected[i - 1]! } }),
  }));
}

/** For each picture, the share of runs that classified it correctly. */
const recognisedShare = (runs: readonly RunOutcome[]): number[] =>
  runs[0]!.correct.map((_, picture) => mean(runs.map(({ correct }) => correct[picture]!)));

function summarize(runs: readonly RunOutcome[]): VariantResult {
  const { variant, parameters } = runs[0]!;
  const accuracies = runs.map(({ correct }) => mean(correct));
  const accuracy = mean(accuracies);
  const count = accuracies.length;
  const squares = accuracies.reduce((sum, value) => sum + (value - accuracy) ** 2, 0);
  const standardDeviation = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
  const curve = learningCurve(runs.map(({ history }) => history));
  const reach = (studentT(count - 1) * standardDeviation) / Math.sqrt(count);
  return {
    ...{ variant, parameters, accuracies, accuracy, standardDeviation },
    seconds: mean(runs.map(({ seconds }) => seconds)),
    trainingAccuracy: mean(runs.map(({ trainingAccuracy }) => trainingAccuracy)),
    ...(count > 1 && { interval: [accuracy - reach, accuracy + reach] as const }),
    ...(curve && { curve }),
  };
}

/** The mean curve up to the last epoch that all runs reached. */
function learningCurve(histories: readonly (readonly EpochResult[])[]): LearningCurve | undefined {
  const length = Math.min(...histories.map((history) => history.length));
  const after = Array.from({ length }, (_, i) => histories.map((history) => history[i]!));
  const measured = after.flat().map(({ trainingAccuracy }) => trainingAccuracy);
  if (length === 0 || measured.includes(undefined)) return undefined;
  return {
    epochs: after.map((results) => results[0]!.epoch),
    training: after.map((results) => mean(results.map(({ trainingAccuracy }) => trainingAccuracy!))),
    validation: after.map((results) => mean(results.map(({ validationAccuracy }) => validationAccuracy))),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The 97.5 % quantiles of Student's t for 1, 2, ... degrees of freedom. */
const quantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/** Approximates it within 0.5 % for more degrees of freedom (Fisher & Cornish, 1960, first order). */
function studentT(degrees: number): number {
  const z = 1.959964;
  return (
    quantiles[degrees - 1] ??
    z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2)
  );
}
