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
  /** False below five repetitions: such a run shows that everything works and is not a figure. */
  quotable: boolean;
  secondsPerBurst: number;
  seed: number;
  results: ResultRow[];
  missing: (Missing & { batchSize?: number })[];
}

export const quotableRepetitions = 5;

// A waiting peer may use this much of one core before the row says so: a hundredth for clocks and housekeeping.
const idleTolerance = 0.01;

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
