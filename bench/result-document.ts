// What a run of the bench found, as one JSON document: the table is drawn from it, and --json prints it as it is.
import type { Machine } from './machine.ts';
import { ours } from './peer-list.ts';
import type { Architecture, Work } from './protocol.ts';
import { median, ratio } from './statistics.ts';
import type { Measurement, Missing } from './take-turns.ts';

/** One row: images per second over the repetitions, and ours over theirs. */
export interface ResultRow {
  name: string;
  /** Present for inference, which is measured at several batch sizes. */
  batchSize?: number;
  /** The median of the repetitions. */
  imagesPerSecond: number;
  /** Our median over theirs: 1 for ours, null where ours is missing. */
  ratio: number | null;
  min: number;
  max: number;
  peakMemoryMiB: number | null;
  versions: Record<string, string>;
  note?: string;
}

export interface ResultDocument {
  command: Work['command'];
  machine: Machine;
  architecture: Architecture;
  /** Absent where several batch sizes were measured: the rows have theirs. */
  batchSize?: number;
  threads: number;
  repetitions: number;
  /** How many cores other programs used during the repetitions, at worst over the batch sizes; null if unknown. */
  othersCores: number | null;
  /** Why this run is not a figure to quote; empty when it is one. */
  notQuotable: string[];
  secondsPerBurst: number;
  seed: number;
  results: ResultRow[];
  missing: (Missing & { batchSize?: number })[];
}

export const quotableRepetitions = 5;

// The part of the machine that other programs may use before a run is too disturbed to quote.
const disturbanceTolerance = 0.05;

// A waiting peer may use this much of one core before the row says so: two hundredths for housekeeping.
const idleTolerance = 0.02;

/** Why a run is not a figure to quote: too few repetitions, or other programs at work meanwhile. */
export function whyNotQuotable(repetitions: number, othersCores: number | null, cores: number): string[] {
  const disturbed = othersCores !== null && othersCores > disturbanceTolerance * cores;
  return [
    ...(repetitions < quotableRepetitions
      ? [`${repetitions} of at least ${quotableRepetitions} repetitions`]
      : []),
    ...(disturbed ? [`other programs used ${othersCores.toFixed(1)} of ${cores} cores meanwhile`] : []),
  ];
}

/** The rows of peers that were measured side by side. */
export function resultRows(measurements: readonly Measurement[], batchSize?: number): ResultRow[] {
  const ourMedian = measurements.filter(({ name }) => name === ours).map((row) => median(rates(row)))[0];
  return measurements.map((measurement) => resultRow(measurement, ourMedian, batchSize));
}

function resultRow(measurement: Measurement, ourMedian: number | undefined, batchSize?: number): ResultRow {
  const { name, versions, bursts } = measurement;
  const speeds = rates(measurement);
  const note = noteOf(measurement);
  return {
    name,
    ...(batchSize !== undefined && { batchSize }),
    imagesPerSecond: median(speeds),
    ratio: ratio(ourMedian, median(speeds)),
    min: Math.min(...speeds),
    max: Math.max(...speeds),
    peakMemoryMiB: peakOf(bursts.map((burst) => burst.peakMemoryMiB)),
    versions,
    ...(note && { note }),
  };
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
