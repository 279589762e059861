// What an optimiser is: nodes that turn a parameter, its gradient and what was kept of earlier steps into
// their successors, and the few numbers that change from step to step and are fed.
import type { Value } from '../engine/graph/graph.ts';
import type { NamedOptions } from './named-options.ts';

/** Numbers that are fed at each step, by name. */
export type Scalars = Readonly<Record<string, Value>>;
/** What is kept of a parameter from step to step, by name. */
export type Slots = Readonly<Record<string, Value>>;

/**
 * Turns parameters and their gradients into the parameters after the step. Functions such as `adam` make it.
 */
export interface Optimizer {
  /** The name of its type, e.g. `adam`. */
  readonly type: string;
  /** Its settings, as they are written into a run's configuration. */
  readonly config: Readonly<Record<string, number | boolean>>;
  /** The peak of the learning rate; a schedule scales it. */
  readonly learningRate: number;
  /** What is kept per parameter, each of the parameter's shape and zero at the start. */
  readonly slots: readonly string[];
  /**
   * Whether its update works on each element of a kernel by itself, so that kernels may be joined in one
   * list. Vectors may always be.
   */
  readonly isElementwise: boolean;
  /** The numbers to feed at a step, counted from 1. */
  scalars(step: number, learningRate: number): Readonly<Record<string, number>>;
  /** Adds an update to the graph of its parameter. */
  update(update: ParameterUpdate): UpdatedParameter;
  /** The optimiser as data, from which `optimizerFromJSON` makes it again. */
  toJSON(): NamedOptions;
}

/** What an update makes of a parameter. */
export interface UpdatedParameter {
  /** The parameter after the step. */
  readonly parameter: Value;
  /** What is kept of it for the next step. */
  readonly slots: Slots;
}

/** One parameter, or several joined, on its way to what it is after the step. */
export interface ParameterUpdate {
  /** The parameter before the step. */
  readonly parameter: Value;
  /** The gradient of the loss with respect to the parameter, of its shape. */
  readonly gradient: Value;
  /** What is kept of it from earlier steps. */
  readonly slots: Slots;
  /** The numbers that `scalars()` gives for the step. */
  readonly scalars: Scalars;
  /** Whether weight decay is for it: for kernels, not for biases and the figures of normalisation. */
  readonly decays: boolean;
}
