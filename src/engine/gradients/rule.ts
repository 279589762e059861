// The form of a gradient rule: a pure function that adds nodes to the graph of its node. They carry the
// gradient of the node's first output back to its inputs. A rule returns one gradient for each input, or
// undefined for an input without one (a shape, an index, a condition). Compilation leaves out nodes that
// nothing needs.
import type { Node, Value } from '../graph/graph.ts';
import { broadcastAxes } from '../graph/operators/broadcast.ts';
import { cast, reduceSum, reshape } from '../graph/operators/index.ts';
import { sameShape, staticShape } from '../graph/tensor-type.ts';

/** A node as rules see it. Its arity is already checked, so a rule can name the operands by destructuring. */
export interface RuleNode extends Omit<Node, 'inputs' | 'outputs'> {
  readonly inputs: readonly [Value, Value, Value, Value, Value];
  readonly outputs: readonly [Value, Value];
}

export type GradientRule = (node: RuleNode, dy: Value) => readonly (Value | undefined)[];
/**
 * A rule for an operator with several differentiable outputs. The gradient of an output that nothing needs is
 * undefined.
 */
export type RuleOfSeveralOutputs = (
  node: RuleNode,
  dys: readonly (Value | undefined)[],
) => readonly (Value | undefined)[];
export type GradientRules = Readonly<Record<string, GradientRule>>;

/**
 * Sums a gradient over the axes along which broadcasting stretched `x`. `gradients` does this for every rule.
 */
export function unbroadcast(dy: Value, x: Value): Value {
  const axes = broadcastAxes(x.shape, dy.shape);
  if (axes.length === 0) return dy;
  const summed = sumOver(dy, axes);
  return sameShape(summed.shape, x.shape) ? summed : reshape(summed, staticShape(x.shape));
}

/**
 * Leading axes in two steps: on several threads the runtime adds up the rows of one long matrix several times
 * as slowly as those of many short ones.
 */
function sumOver(x: Value, axes: readonly number[]): Value {
  const areLeading = axes.length > 1 && axes.every((axis, i) => axis === i);
  if (!areLeading) return reduceSum(x, { axes });
  return reduceSum(reduceSum(x, { axes: axes.slice(1) }), { axes: [0] });
}

/** A value in the element type of another. */
export const castLike = (value: Value, { dtype }: Value): Value =>
  value.dtype === dtype ? value : cast(value, dtype);
