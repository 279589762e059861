// Measures where the time of a step goes: by operator and by layer, each with its floor on this machine. One
// program times the nodes; a second one times the whole step, because recording the nodes takes time itself.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompileOptions } from '../../engine/runtime/compile.ts';
import { median } from '../../metrics/median.ts';
import { byLayer, byOperator, type LayerTime, type OperatorTime } from './breakdown.ts';
import { measureMachineFloor, type MachineFloor } from './machine-floor.ts';
import { arithmeticOf, floorOf, flopsOf } from './node-floor.ts';
import { readTrace, type NodeTime, type TracedRuns } from './node-times.ts';
import type { Steps, Subject } from './subjects.ts';

export interface ProfileOptions extends Pick<CompileOptions, 'withoutPasses'> {
  readonly batchSize: number;
  readonly threads: number;
  /** The number of measured steps; results are medians over them. */
  readonly steps: number;
}

export interface Profile {
  readonly model: string;
  readonly kind: Subject['kind'];
  readonly batchSize: number;
  readonly threads: number;
  readonly machine: {
    readonly peakGflops: number;
    /** The bandwidth of the memory, beyond the caches. */
    readonly bandwidthGBs: number;
    /** The bandwidth of the caches: the highest measured. */
    readonly cacheBandwidthGBs: number;
  };
  readonly step: {
    readonly milliseconds: number;
    readonly imagesPerSecond: number;
    readonly floorMilliseconds: number;
    /** The time outside nodes; 0 if the nodes took longer while they were being timed. */
    readonly betweenNodesMilliseconds: number;
  };
  /**
   * Whether other programs disturbed the measurement: runs vary much, or the measured peak is below what
   * nodes reached.
   */
  readonly isDisturbed: boolean;
  /** The longest first. */
  readonly operators: readonly OperatorTime[];
  /** In the model's order; nodes outside layers come last. */
  readonly layers: readonly LayerTime[];
}

/**
 * Measures the machine and the steps, in some seconds.
 *
 * @throws InputError if the subject can't be opened
 */
export async function profile(subject: Subject, options: ProfileOptions): Promise<Profile> {
  const { batchSize, threads } = options;
  const { stepTimes, traced, layers } = await timeSteps(subject, options);
  const machine = await measureMachineFloor(threads);
  const timed = traced.nodes.map((node) => ({ ...node, floorMilliseconds: floorOf(node, machine) }));
  const milliseconds = median(stepTimes);
  const inNodes = sum(timed.map((node) => node.milliseconds));
  const betweenNodesMilliseconds = Math.max(0, milliseconds - traced.milliseconds);
  const total = inNodes + betweenNodesMilliseconds;
  return {
    ...{ model: subject.model, kind: subject.kind, batchSize, threads, machine: summarize(machine) },
    step: {
      milliseconds,
      imagesPerSecond: Math.round((1000 * batchSize) / milliseconds),
      floorMilliseconds: sum(timed.map((node) => node.floorMilliseconds)),
      betweenNodesMilliseconds,
    },
    isDisturbed: traced.milliseconds > tolerance * inNodes || isPeakTooLow(traced.nodes, machine),
    operators: byOperator(timed, total),
    layers: byLayer(timed, layers, total),
  };
}

const tolerance = 1.2;

const isPeakTooLow = (nodes: readonly NodeTime[], machine: MachineFloor): boolean => {
  const products = nodes.filter((node) => flopsOf(node) > 0);
  const atPeak = sum(products.map((node) => arithmeticOf(node, machine)));
  return atPeak > tolerance * sum(products.map(({ milliseconds }) => milliseconds));
};

const summarize = ({ peakGflops, bandwidths }: MachineFloor): Profile['machine'] => ({
  peakGflops,
  bandwidthGBs: bandwidths.at(-1)!.gigabytesPerSecond,
  cacheBandwidthGBs: Math.max(...bandwidths.map(({ gigabytesPerSecond }) => gigabytesPerSecond)),
});

interface Measured {
  readonly stepTimes: readonly number[];
  readonly traced: TracedRuns;
  readonly layers: readonly string[];
}

const warmUp = 3;

/** Runs one program after the other: waiting threads of an open program spin, which slows the other down. */
async function timeSteps(
  subject: Subject,
  { batchSize, steps, threads, withoutPasses = [] }: ProfileOptions,
): Promise<Measured> {
  const options = { threads, withoutPasses };
  const plain = await subject.open(batchSize, options);
  const stepTimes = await runSteps(plain, steps).finally(() => plain.dispose());
  const folder = await mkdtemp(join(tmpdir(), 'atelier-profile-'));
  try {
    const watched = await subject.open(batchSize, { ...options, profileTo: join(folder, 'trace') });
    await runSteps(watched, steps).finally(() => watched.program.endProfiling());
    await watched.dispose();
    const [trace] = await readdir(folder);
    return { stepTimes, traced: await readTrace(join(folder, trace!), steps), layers: plain.layers };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The milliseconds of each step, after a few steps to warm up. */
async function runSteps(subject: Steps, steps: number): Promise<number[]> {
  const times: number[] = [];
  for (let step = -warmUp; step < steps; step++) {
    const start = performance.now();
    await subject.run();
    if (step >= 0) times.push(performance.now() - start);
  }
  return times;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
