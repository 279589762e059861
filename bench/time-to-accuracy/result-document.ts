// The results of a run of `time-to-accuracy` as one JSON document. The table is made from it, and --json
// prints it.
import type { PresetName } from '../../src/training/preset-names.ts';
import type { Machine } from '../machine.ts';
import { whatWasDisturbed } from '../result-document.ts';
import { median } from '../statistics.ts';
import type { Missing } from '../take-turns.ts';
import { presetFor, type PlannedRun } from './plan.ts';
import type { Split, TimeQuestion } from './question.ts';
import type { Trained } from './run-training.ts';
import { longTarget, seedsOf, type Target } from './targets.ts';
import type { TrainerName } from './trainers.ts';

/** One training and its results. */
export type TimedRun = PlannedRun & Trained;

/** The result of a target with one seed. */
export interface SeedResult {
  seed: number;
  /** The seconds to the end of the first epoch whose model reached the target; null if none did. */
  seconds: number | null;
  /** The number of that epoch. */
  epochs: number | null;
  /** The accuracy of the run's last model. It may exceed the target if the run continued to a higher one. */
  finalAccuracy: number;
}

/** One row: a trainer and a target. */
export interface TimeRow {
  name: TrainerName;
  preset: PresetName | null;
  accuracy: Target;
  /** The median over the seeds; null if at least half of them did not reach the target. */
  seconds: number | null;
  split: Split;
  /**
   * The median over the seeds of the time before training: starting the process and loading the libraries.
   */
  startSeconds: number;
  /** The number of training pictures. */
  pictures: number;
  seeds: SeedResult[];
}

export interface TimeDocument {
  command: 'time-to-accuracy';
  machine: Omit<Machine, 'peakGflops'>;
  data: string;
  split: Split;
  threads: number;
  /** Why this run must not be quoted; empty if it may be. */
  notQuotable: string[];
  results: TimeRow[];
  missing: Missing[];
  /** Every training with all its epochs. */
  runs: TimedRun[];
}

const quotableSeeds = 3;

/** The document of a whole run. */
export function timeDocument(
  question: TimeQuestion,
  { machine, data }: Pick<TimeDocument, 'machine' | 'data'>,
  runs: readonly TimedRun[],
  missing: readonly Missing[],
): TimeDocument {
  const { split, threads, targets, names, seeds } = question;
  const present = names.filter((name) => !missing.some((one) => one.name === name));
  return {
    command: 'time-to-accuracy',
    ...{ machine, data, split, threads },
    notQuotable: whyNotQuotable(question, machine.cores, data, runs),
    results: targets.flatMap((target) =>
      present.map((name) => timeRow(name, target, split, runsFor(name, target, seeds, runs))),
    ),
    missing: [...missing],
    runs: [...runs],
  };
}

/** The median of times. Null is longer than any time, and is the result if it is in the middle. */
export function medianTime(times: readonly (number | null)[]): number | null {
  const middle = median(times.map((time) => time ?? Infinity));
  return Number.isFinite(middle) ? middle : null;
}

/** The trainings of a trainer that count for a target. */
function runsFor(
  name: TrainerName,
  target: Target,
  seeds: readonly number[],
  runs: readonly TimedRun[],
): TimedRun[] {
  const preset = presetFor(name, target);
  const counted = seedsOf(target, seeds);
  return runs.filter((run) => run.name === name && run.preset === preset && counted.includes(run.seed));
}

function timeRow(name: TrainerName, target: Target, split: Split, runs: readonly TimedRun[]): TimeRow {
  const seeds = runs
    .map((run): SeedResult => seedResult(run, Number(target)))
    .toSorted((a, b) => a.seed - b.seed);
  return {
    ...{ name, preset: presetFor(name, target), accuracy: target },
    seconds: medianTime(seeds.map(({ seconds }) => seconds)),
    split,
    startSeconds: median(runs.map((run) => run.startSeconds)),
    pictures: runs[0]!.pictures,
    seeds,
  };
}

function seedResult({ seed, epochs }: TimedRun, target: number): SeedResult {
  const reached = epochs.find(({ accuracy }) => accuracy >= target);
  const finalAccuracy = epochs.at(-1)!.accuracy;
  return { seed, seconds: reached?.seconds ?? null, epochs: reached?.epoch ?? null, finalAccuracy };
}

function whyNotQuotable(
  { split, seeds, targets }: TimeQuestion,
  cores: number,
  data: string,
  runs: readonly TimedRun[],
): string[] {
  const few = seeds.length < quotableSeeds && targets.some((target) => target !== longTarget);
  const watched = runs.map(({ name, preset, seed, othersCores }) => {
    return { what: [name, preset, `seed ${seed}`].filter(Boolean).join(', '), othersCores };
  });
  return [
    ...(few ? [`expected at least ${quotableSeeds} seeds, got ${seeds.length}`] : []),
    ...(split === 'test' ? [] : ['the validation split is for tuning']),
    ...(data === 'fashion-mnist' ? [] : [`the data are ${data}, not fashion-mnist`]),
    ...whatWasDisturbed(watched, cores),
  ];
}
