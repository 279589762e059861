// A single optimiser: its update as a program, run for several steps on Σ ½·curvature·(θ - target)². The
// gradient is computed here. The rate changes from step to step, as under a schedule.
import { Graph } from '../../engine/graph/graph.ts';
import { compile } from '../../engine/runtime/compile.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import type { Optimizer } from '../optimizer.ts';

export const start = [1, -2, 0.5, 3];
const curvature = [1, 0.1, 4, 0.01];
const target = [0.2, 1, 0.5, -1];

/** Ten steps; the last five have a fifth of the rate. */
export const rates = [0.1, 0.1, 0.1, 0.1, 0.1, 0.02, 0.02, 0.02, 0.02, 0.02];

export const gradientAt = (parameters: ArrayLike<number>): number[] =>
  curvature.map((curve, i) => curve * (parameters[i]! - target[i]!));

export const lossAt = (parameters: ArrayLike<number>): number =>
  curvature.reduce((sum, curve, i) => sum + 0.5 * curve * (parameters[i]! - target[i]!) ** 2, 0);

interface DescendOptions {
  /** The shape of the parameter; that of a bias by default. */
  readonly shape?: number[];
  readonly gradient?: (parameters: ArrayLike<number>) => number[];
  readonly device?: DeviceOptions;
}

/** The parameters after each step, for one rate per step. */
export async function descend(
  optimizer: Optimizer,
  rates: readonly number[],
  { shape = [start.length], gradient: slopeAt = gradientAt, device = {} }: DescendOptions = {},
): Promise<Float32Array[]> {
  const graph = new Graph();
  const named = (names: readonly string[], shape: number[]) =>
    Object.fromEntries(names.map((name) => [name, graph.input(name, 'float32', shape)]));
  const { parameter, gradient } = named(['parameter', 'gradient'], shape);
  const scalars = named(Object.keys(optimizer.scalars(1, 1)), []);
  const updated = optimizer.update({
    parameter: parameter!,
    gradient: gradient!,
    slots: named(optimizer.slots, shape),
    scalars,
    decays: shape.length > 1,
  });
  graph.output('next/parameter', updated.parameter);
  for (const slot of optimizer.slots) graph.output(`next/${slot}`, updated.slots[slot]!);
  const program = await compile(graph, { threads: 1, debug: true, ...device });
  let state: Record<string, Float32Array> = { parameter: Float32Array.from(start) };
  for (const slot of optimizer.slots) state[slot] = new Float32Array(start.length);
  const path: Float32Array[] = [];
  for (const [i, rate] of rates.entries()) {
    const fed = Object.fromEntries(
      Object.entries(optimizer.scalars(i + 1, rate)).map(([name, value]) => [name, Float32Array.of(value)]),
    );
    const slope = Float32Array.from(slopeAt(state['parameter']!));
    const results = await program.run({ ...state, ...fed, gradient: slope });
    state = Object.fromEntries(
      Object.keys(state).map((name) => [name, results[`next/${name}`] as Float32Array]),
    );
    path.push(state['parameter']!);
  }
  await program.dispose();
  return path;
}
