// The results of a run of the bench as one JSON document. The tables are made from it, and --json prints it.
import { idealImagesPerSecond } from './floor.ts';
import type { Machine } from './machine.ts';
import { ours } from './peer-list.ts';
import type { Case, Work } from './protocol.ts';
import type { Question } from './question.ts';
import { median, ratio } from './statistics.ts';
import type { Measurement, Missing, Turns } from './take-turns.ts';

/**
 * One row: a peer in a case, its images per second over the repetitions, and our speed divided by its speed.
 */
export interface ResultRow extends Case {
  name: string;
  /** The median of the repetitions. */
  imagesPerSecond: number;
  /** Our median divided by theirs: 1 for ours, null if ours is missing. */
  ratio: number | null;
  /**
   * The minimum time for the step's multiply-adds on this machine, divided by the median time of the step.
   */
  fractionOfFloor: number;
  min: number;
  max: number;
  peakMemoryMiB: number | null;
  versions: Record<string, string>;
  note?: string;
}

export interface ResultDocument {
  command: Work['command'];
  machine: Machine;
  threads: number;
  repetitions: number;
  /** The most cores that other programs used during any measurement; null if unknown. */
  othersCores: number | null;
  /** Why this run, or a case of it, must not be quoted; empty if all of it may be. */
  notQuotable: string[];
  secondsPerBurst: number;
  seed: number;
  results: ResultRow[];
  missing: (Case & Missing)[];
}

/** The results of one case. */
export type Outcome = Case & Turns;

/**
 * The document of a whole run. `peakOthersCores` is what other programs used while the machine's peak was
 * measured.
 */
export function resultDocument(
  { command, threads, repetitions, secondsPerBurst, seed }: Question,
  machine: Machine,
  peakOthersCores: number | null,
  outcomes: readonly Outcome[],
): ResultDocument {
  const watched = [
    { what: 'the matrix product', othersCores: peakOthersCores },
    ...outcomes.map(({ architecture, batchSize, othersCores }) => {
      return { what: `${architecture}, batch ${batchSize}`, othersCores };
    }),
  ];
  return {
    command,
    machine,
    threads,
    repetitions,
    othersCores: worst(watched.map(({ othersCores }) => othersCores)),
    notQuotable: whyNotQuotable(repetitions, watched, machine.cores),
    secondsPerBurst,
    seed,
    results: outcomes.flatMap((outcome) => {
      const ideal = idealImagesPerSecond(command, outcome.architecture, machine.peakGflops);
      return resultRows(outcome, ideal);
    }),
    missing: outcomes.flatMap(({ architecture, batchSize, missing }) =>
      missing.map((entry) => ({ architecture, batchSize, ...entry })),
    ),
  };
}

export const quotableRepetitions = 5;

// The share of the machine that other programs may use before a run is too disturbed to quote.
const disturbanceTolerance = 0.05;

// A waiting peer may use this share of a core, for housekeeping, before its row has a warning.
const idleTolerance = 0.02;

/** A measurement, and how many cores other programs used during it; null if unknown. */
export interface Watched {
  what: string;
  othersCores: number | null;
}

/** Why results must not be quoted: too few repetitions, or other programs at work during a measurement. */
export function whyNotQuotable(repetitions: number, watched: readonly Watched[], cores: number): string[] {
  const few = repetitions < quotableRepetitions;
  return [
    ...(few ? [`expected at least ${quotableRepetitions} repetitions, got ${repetitions}`] : []),
    ...whatWasDisturbed(watched, cores),
  ];
}

/** A line for each measurement that other programs disturbed. */
export function whatWasDisturbed(watched: readonly Watched[], cores: number): string[] {
  return watched.flatMap(({ what, othersCores }) =>
    othersCores !== null && othersCores > disturbanceTolerance * cores
      ? [`${what}: other programs used ${othersCores.toFixed(1)} of ${cores} cores`]
      : [],
  );
}

/** The rows of peers that were measured side by side. `ideal` is the floor's images per second. */
export function resultRows(
  { architecture, batchSize, measurements }: Case & Pick<Turns, 'measurements'>,
  ideal: number,
): ResultRow[] {
  const ourMedian = measurements.filter(({ name }) => name === ours).map(medianSpeed)[0];
  return measurements.map((measurement) => ({
    architecture,
    batchSize,
    ...resultRow(measurement, ourMedian, ideal),
  }));
}

function resultRow(measurement: Measurement, ourMedian: number | undefined, ideal: number) {
  const { name, versions, bursts } = measurement;
  const speeds = rates(measurement);
  const note = noteOf(measurement);
  return {
    name,
    imagesPerSecond: median(speeds),
    ratio: ratio(ourMedian, median(speeds)),
    fractionOfFloor: median(speeds) / ideal,
    min: Math.min(...speeds),
    max: Math.max(...speeds),
    peakMemoryMiB: peakOf(bursts.map((burst) => burst.peakMemoryMiB)),
    versions,
    ...(note && { note }),
  };
}

/** The medians of a case in one line, to show the progress of a long run. */
export function speedsOf({ measurements, missing }: Turns): string {
  const speeds = measurements.map(
    (measurement) => `${measurement.name} ${medianSpeed(measurement).toPrecision(4)}`,
  );
  const reasons = missing.map(({ name, reason }) => `${name} missing (${reason})`);
  return `images/s: ${[...speeds, ...reasons].join(', ')}`;
}

function medianSpeed(measurement: Measurement): number {
  return median(rates(measurement));
}

function rates({ bursts }: Measurement): number[] {
  return bursts.map(({ images, seconds }) => images / seconds);
}

function peakOf(peaks: (number | null)[]): number | null {
  const known = peaks.filter((peak) => peak !== null);
  return known.length ? Math.max(...known) : null;
}

function noteOf({ note, idleShare }: Measurement): string {
  const busy = idleShare !== null && idleShare > idleTolerance;
  const warning = busy ? `used ${Math.round(idleShare * 100)} % of a core while others ran` : '';
  return [note, warning].filter(Boolean).join('; ');
}

function worst(values: (number | null)[]): number | null {
  return values.reduce((high, value) => (high === null || value === null ? null : Math.max(high, value)), 0);
}
