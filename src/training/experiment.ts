// An experiment as data: one configuration for all, named variants of it, and seeds. And what its runs come
// to, put side by side.
import { z } from 'zod';
import type { Locate } from '../config-error.ts';
import { InputError } from '../errors.ts';
import { holm, pairedComparison, type PairedComparison } from '../metrics/paired-comparison.ts';
import { parseConfig } from '../parse-config.ts';
import { parseTrainingConfig } from './config.ts';
import type { TrainingConfig } from './config-schema.ts';
import type { EpochResult } from './progress.ts';

/** Names become those of folders. */
const named = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} .,_×%-]*$/u, 'expected letters, numbers, spaces and . , _ - × %');

const experimentSchema = z.strictObject({
  name: named,
  /** What it is to find out, in a sentence. */
  question: z.string(),
  seeds: z.array(z.int().min(0)).min(1).max(100).default([1, 2, 3]),
  /** What all variants share; `$word` stands for what a variant sets `word` to. */
  base: z.looseObject({}).default({}),
  /** What each sets or changes; the first is what the others are compared with. */
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
 * Checks an experiment and the configuration of each of its variants. All validate on the same pictures.
 *
 * @param locate how to name places in it in errors
 * @throws InputError that names the variant and the option
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

/** Puts values in the place of `$words`; an element of a list that is set to null is left out. */
function fillIn(value: unknown, set: Readonly<Record<string, unknown>>, owner: string): unknown {
  if (typeof value === 'string' && value.startsWith('$')) return valueOf(value.slice(1), set, owner);
  if (Array.isArray(value)) return value.map((one) => fillIn(one, set, owner)).filter((one) => one !== null);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillIn(one, set, owner)]));
}

/** `$classes` is for the network to fill in. */
function valueOf(word: string, set: Readonly<Record<string, unknown>>, owner: string): unknown {
  if (word in set) return set[word];
  if (word === 'classes') return word;
  const known = Object.keys(set).join(', ') || 'nothing';
  throw new InputError(`${owner}: set: expected a value for ${word}, which base asks for; there is ${known}`);
}

/** What one run came to. */
export interface RunOutcome {
  readonly variant: string;
  readonly seed: number;
  readonly parameters: number;
  readonly seconds: number;
  /**
   * Of the last epoch's model, on pictures as they are: the share of training pictures that it recognises.
   */
  readonly trainingAccuracy: number;
  /** For each validation picture whether it was recognised, as 1 or 0. */
  readonly correct: readonly number[];
  readonly history: readonly EpochResult[];
}

/** What a variant's models recognised after each epoch, mean over the seeds. */
export interface LearningCurve {
  readonly epochs: readonly number[];
  /** Of pictures that they were trained on, as they are and without dropout. */
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
  /** The validation accuracy of each seed's run, their mean, and what they scatter by. */
  readonly accuracies: readonly number[];
  readonly accuracy: number;
  readonly standardDeviation: number;
  /** The 95 % interval of the mean over seeds, by Student's t; none with one seed. */
  readonly interval?: readonly [low: number, high: number];
  /**
   * Against the first variant, over the validation pictures; p is corrected for the number of comparisons.
   */
  readonly comparison?: PairedComparison;
  /** Where each epoch's model was measured on training pictures too (`measureTraining`). */
  readonly curve?: LearningCurve;
}

/** Puts the outcomes side by side, in the order of the variants. */
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

/** For each picture, the share of runs that recognised it. */
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

/** As far as all runs went. */
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

/** For more degrees of freedom than the table has, within 0.5 % (Fisher & Cornish, 1960, first order). */
function studentT(degrees: number): number {
  const z = 1.959964;
  return (
    quantiles[degrees - 1] ??
    z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2)
  );
}
