// The type of an optimiser: it adds nodes that compute the next values of a parameter and its state from the
// gradient, and supplies the few numbers that change from step to step and are fed.
import type { Value } from '../engine/graph/graph.ts';
import type { NamedOptions } from './named-options.ts';

/** Numbers that are fed at each step, by name. */
export type Scalars = Readonly<Record<string, Value>>;
/** The state of a parameter between steps, by name. */
export type Slots = Readonly<Record<string, Value>>;

/** Computes the parameters after a step from parameters and gradients. Functions such as `adam` make it. */
export interface Optimizer {
  /** The name of its type, e.g. `adam`. */
  readonly type: string;
  /** Its options, as a run's configuration stores them. */
  readonly config: Readonly<Record<string, number | boolean>>;
  /** The peak of the learning rate; a schedule scales it. */
  readonly learningRate: number;
  /** The names of each parameter's state. A slot has the shape of its parameter and starts at zero. */
  readonly slots: readonly string[];
  /**
   * Whether it updates each element of a kernel separately, so that kernels may be joined in one list.
   * Vectors can always be joined.
   */
  readonly isElementwise: boolean;
  /** The numbers to feed at a step, counted from 1. */
  scalars(step: number, learningRate: number): Readonly<Record<string, number>>;
  /** Adds an update to the graph of its parameter. */
  update(update: ParameterUpdate): UpdatedParameter;
  /** The optimiser as data; `optimizerFromJSON` makes it again. */
  toJSON(): NamedOptions;
}

/** The result of an update. */
export interface UpdatedParameter {
  /** The parameter after the step. */
  readonly parameter: Value;
  /** Its state for the next step. */
  readonly slots: Slots;
}

/** The update of one parameter, or of several joined. */
export interface ParameterUpdate {
  /** The parameter before the step. */
  readonly parameter: Value;
  /** The gradient of the loss with respect to the parameter, in its shape. */
  readonly gradient: Value;
  /** Its state after the previous step. */
  readonly slots: Slots;
  /** The numbers that `scalars()` returns for the step. */
  readonly scalars: Scalars;
  /** Whether weight decay applies: to kernels, but not to biases and the weights of normalisation. */
  readonly decays: boolean;
}
