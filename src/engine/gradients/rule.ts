// The form of a gradient rule: a pure function that adds, to the graph of its node, the nodes that carry the
// gradient of the node's first output back to its inputs. It returns one gradient per input, nothing where
// there is none (a shape, an index, a condition). What turns out not to be needed is left out when the graph
// is compiled.
import type { Node, Value } from '../graph/graph.ts';
import { broadcastAxes } from '../graph/operators/broadcast.ts';
import { cast, reduceSum, reshape } from '../graph/operators/index.ts';
import { sameShape, staticShape } from '../graph/tensor-type.ts';

/**
 * A node as rules see it: its arity was checked when it was made, so that operands can be named by
 * destructuring.
 */
export interface RuleNode extends Omit<Node, 'inputs' | 'outputs'> {
  readonly inputs: readonly [Value, Value, Value, Value, Value];
  readonly outputs: readonly [Value, Value];
}

export type GradientRule = (node: RuleNode, dy: Value) => readonly (Value | undefined)[];
/** A rule for an operator whose every output can be differentiated; undefined for one that nothing needs. */
export type RuleOfSeveralOutputs = (
  node: RuleNode,
  dys: readonly (Value | undefined)[],
) => readonly (Value | undefined)[];
export type GradientRules = Readonly<Record<string, GradientRule>>;

/**
 * Sums a gradient over the axes along which `x` was stretched by broadcasting. The walk does so for every
 * rule.
 */
export function unbroadcast(dy: Value, x: Value): Value {
  const axes = broadcastAxes(x.shape, dy.shape);
  if (axes.length === 0) return dy;
  const summed = reduceSum(dy, { axes });
  return sameShape(summed.shape, x.shape) ? summed : reshape(summed, staticShape(x.shape));
}

/** A value in the element type of another. */
export const castLike = (value: Value, { dtype }: Value): Value =>
  value.dtype === dtype ? value : cast(value, dtype);
