// The state that a training step advances: weights, the optimiser's slots and averages. Where results are
// arrays of this process, two sets of arrays take turns: a step reads one and writes the other, so nothing is
// copied. Where a device can keep results, the state stays there between the steps, and is fetched only to be
// read.
import { devices } from '../engine/device.ts';
import { Graph } from '../engine/graph/graph.ts';
import { identity } from '../engine/graph/operators/index.ts';
import type { TensorData } from '../engine/graph/tensor-type.ts';
import { compile } from '../engine/runtime/compile.ts';
import type { KeptTensor, Program } from '../engine/runtime/program.ts';
import { deviceOf, type DeviceOptions } from '../engine/runtime/runtime.ts';
import { nextPrefix } from './train-step-graph.ts';

/** Arrays by the names of the graph's inputs. */
export type State = Record<string, Float32Array>;

export interface StepState {
  /** The arrays of the current state. @throws Error if they were not fetched since the last step */
  readonly arrays: State;
  /**
   * Runs a step from this state to the next.
   *
   * @param feeds what is fed apart from the state
   * @param results arrays for what is returned apart from the state
   */
  advance(program: Program, feeds: Tensors, results: Tensors): Promise<void>;
  /** Makes the arrays current. */
  fetch(): Promise<void>;
  /** Replaces the state by a copy of another one, of the same names and lengths. */
  replace(state: State): void;
  dispose(): Promise<void>;
}

type Tensors = Readonly<Record<string, TensorData>>;

/** The state for a device, beginning with the given arrays. */
export const openState = (start: State, options: DeviceOptions): StepState =>
  devices[options.device ?? 'cpu'].keepsResults ? new KeptState(start, options) : new ArrayState(start);

/** The results that a step's program keeps on a device that can. */
export const keptResultsOf = (start: State): string[] => Object.keys(start).map((name) => nextPrefix + name);

export const copyOf = (state: State): State =>
  Object.fromEntries(Object.entries(state).map(([name, data]) => [name, data.slice()]));

/** Two sets of arrays that take turns. */
class ArrayState implements StepState {
  private current: State;
  private next: State;

  constructor(start: State) {
    this.current = start;
    // A copy, because a state that no step updates must be the same in both.
    this.next = copyOf(start);
  }

  get arrays(): State {
    return this.current;
  }

  async advance(program: Program, feeds: Tensors, results: Tensors): Promise<void> {
    await program.run({ ...this.current, ...feeds }, { ...prefixed(this.next), ...results });
    [this.current, this.next] = [this.next, this.current];
  }

  fetch(): Promise<void> {
    return Promise.resolve();
  }

  replace(state: State): void {
    for (const [name, data] of Object.entries(this.current)) data.set(state[name]!);
    this.next = copyOf(this.current);
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

/** Tensors in the memory of a device. The arrays are a copy, fetched by a program that returns its inputs. */
class KeptState implements StepState {
  private readonly copy: State;
  private readonly options: DeviceOptions;
  private kept: Record<string, KeptTensor> = {};
  private isFetched = true;
  private reader: Program | undefined;

  constructor(start: State, options: DeviceOptions) {
    this.copy = start;
    this.options = deviceOf(options);
  }

  get arrays(): State {
    if (!this.isFetched) throw new Error('the state is on the device: call fetch first');
    return this.copy;
  }

  async advance(program: Program, feeds: Tensors, results: Tensors): Promise<void> {
    // Opened before the first tensor is kept, because the device loses its memory with its last program.
    this.reader ??= await compile(readerOf(this.copy, program), this.options);
    const { kept } = await program.runKeeping({ ...this.copy, ...this.kept, ...feeds }, results);
    this.free();
    for (const name of Object.keys(this.copy)) this.kept[name] = kept[nextPrefix + name]!;
    this.isFetched = false;
  }

  async fetch(): Promise<void> {
    if (this.isFetched) return;
    await this.reader!.run(this.kept, prefixed(this.copy));
    this.isFetched = true;
  }

  replace(state: State): void {
    for (const [name, data] of Object.entries(this.copy)) data.set(state[name]!);
    this.free();
    this.isFetched = true;
  }

  async dispose(): Promise<void> {
    this.free();
    await this.reader?.dispose();
    this.reader = undefined;
  }

  private free(): void {
    for (const tensor of Object.values(this.kept)) tensor.dispose();
    this.kept = {};
  }
}

/** The arrays under the names of the graph's outputs that fill them. */
const prefixed = (arrays: State): State =>
  Object.fromEntries(Object.entries(arrays).map(([name, data]) => [nextPrefix + name, data]));

/** A graph that returns each tensor of a state as it is, in the shapes that a program takes. */
function readerOf(state: State, { inputs }: Program): Graph {
  const graph = new Graph();
  for (const name of Object.keys(state))
    graph.output(nextPrefix + name, identity(graph.input(name, 'float32', inputs.get(name)!.shape)));
  return graph;
}
