// What an optimiser is: nodes that turn a parameter, its gradient and what was kept of earlier steps into their
// successors, and the few numbers that change from step to step and are fed.
import type { Value } from '../engine/graph/graph.ts';

export type Scalars = Readonly<Record<string, Value>>;
export type Slots = Readonly<Record<string, Value>>;

export interface Optimizer {
  readonly type: string;
  /** Its settings, as they are written into a run's configuration. */
  readonly config: Readonly<Record<string, number | boolean>>;
  /** The peak of the learning rate; a schedule scales it. */
  readonly learningRate: number;
  /** What is kept per parameter, each of the parameter's shape and zero at the start. */
  readonly slots: readonly string[];
  /** The numbers to feed at a step, counted from 1. */
  scalars(step: number, learningRate: number): Readonly<Record<string, number>>;
  /** Adds the update of one parameter to its graph. */
  update(
    parameter: Value,
    gradient: Value,
    slots: Slots,
    scalars: Scalars,
  ): { parameter: Value; slots: Slots };
}
