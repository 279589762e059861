// Measures the best speed of this machine: arithmetic by large float32 matrix products, and memory traffic by
// sums of two arrays of several sizes, because small ones stay in the caches.
import { Graph, type Value } from '../../engine/graph/graph.ts';
import { add, matMul } from '../../engine/graph/operators/index.ts';
import { compile } from '../../engine/runtime/compile.ts';
import type { Program, Tensors } from '../../engine/runtime/program.ts';
import { median } from '../../metrics/median.ts';

export interface Bandwidth {
  /** The bytes that one operator reads and writes. */
  readonly bytes: number;
  readonly gigabytesPerSecond: number;
}

export interface MachineFloor {
  readonly peakGflops: number;
  /** From small to large. */
  readonly bandwidths: readonly Bandwidth[];
}

const measured = new Map<number, Promise<MachineFloor>>();

/**
 * Measures both, in a few seconds, once for each number of threads. The best run counts, because other
 * programs only make runs slower.
 */
export function measureMachineFloor(threads: number): Promise<MachineFloor> {
  const known = measured.get(threads) ?? measure(threads);
  measured.set(threads, known);
  return known;
}

async function measure(threads: number): Promise<MachineFloor> {
  const speeds: number[] = [];
  for (const [size, runs] of matrixSizes) speeds.push(await measurePeakGflops(threads, size, runs, best));
  const peakGflops = Math.max(...speeds);
  const bandwidths: Bandwidth[] = [];
  for (const bytes of trafficSizes) bandwidths.push(await measureBandwidth(threads, bytes));
  return { peakGflops, bandwidths };
}

/**
 * Sizes of matrices, and how often to multiply them. Short runs find moments in which no other program runs.
 */
const matrixSizes = [
  [512, 60],
  [768, 40],
  [1024, 20],
  [2048, 5],
] as const;

const best = (seconds: readonly number[]): number => Math.min(...seconds);

/**
 * GFLOP/s of a float32 product of two square matrices: the median of several runs, or what `choose` selects.
 */
export async function measurePeakGflops(
  threads: number,
  size = 2048,
  runs = 9,
  choose: (seconds: readonly number[]) => number = median,
): Promise<number> {
  const program = await squareProduct(size, threads);
  const matrix = Float32Array.from({ length: size * size }, (_, index) => (index % 7) - 3);
  const seconds = choose(await timeRuns(program, { a: matrix, b: matrix }, {}, runs));
  return (2 * size ** 3) / seconds / 1e9;
}

function squareProduct(size: number, threads: number): Promise<Program> {
  const graph = new Graph();
  const [a, b] = ['a', 'b'].map((name) => graph.input(name, 'float32', [size, size]));
  graph.output('product', matMul(a!, b!));
  return compile(graph, { threads });
}

const mebi = 2 ** 20;
/**
 * Bytes of traffic. The last size exceeds any cache of today: two arrays of 64 MiB are read, one is written.
 */
const trafficSizes = [0.75, 1.5, 3, 6, 12, 24, 48, 96, 192].map((size) => size * mebi);
/** Small sums run several at a time, so that the cost of starting a run does not count. */
const trafficOfRun = 48 * mebi;

async function measureBandwidth(threads: number, bytes: number): Promise<Bandwidth> {
  const count = Math.round(bytes / 12);
  const sums = Math.max(1, Math.min(32, Math.floor(trafficOfRun / bytes)));
  const program = await sumProgram(count, sums, threads);
  const [x, y, sum] = [1, 2, 0].map((value) => new Float32Array(count).fill(value));
  const seconds = best(await timeRuns(program, { x: x!, y: y! }, { sum: sum! }, 9));
  return { bytes, gigabytesPerSecond: (sums * bytes) / seconds / 1e9 };
}

function sumProgram(count: number, sums: number, threads: number): Promise<Program> {
  const graph = new Graph();
  const [x, y] = ['x', 'y'].map((name) => graph.input(name, 'float32', [count])) as [Value, Value];
  let sum = x;
  for (let i = 0; i < sums; i++) sum = add(sum, y);
  graph.output('sum', sum);
  return compile(graph, { threads });
}

/** The seconds of each run, after two runs to warm up. Disposes of the program. */
async function timeRuns(program: Program, feeds: Tensors, into: Tensors, runs: number): Promise<number[]> {
  const seconds: number[] = [];
  try {
    for (let run = -2; run < runs; run++) {
      const start = performance.now();
      await program.run(feeds, into);
      if (run >= 0) seconds.push((performance.now() - start) / 1000);
    }
    return seconds;
  } finally {
    await program.dispose();
  }
}

/**
 * The highest rate measured for this much traffic or more, in bytes a second. Larger sizes count too, because
 * a disturbed measurement of a smaller size must not raise an operator's floor.
 */
export function bandwidthFor(bytes: number, { bandwidths }: MachineFloor): number {
  const reached = bandwidths.filter((measured) => measured.bytes >= bytes);
  const rates = reached.length > 0 ? reached : bandwidths.slice(-1);
  return 1e9 * Math.max(...rates.map(({ gigabytesPerSecond }) => gigabytesPerSecond));
}
