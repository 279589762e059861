// Reverse-mode differentiation: a walk from the loss back to the inputs that applies each node's gradient
// rule. The gradient consists of more nodes of the same graph, so a whole training step runs as one program.
import { scopeOf, type Graph, type Node, type Value } from '../graph/graph.ts';
import { liveNodes } from '../graph/live-nodes.ts';
import { add, expand } from '../graph/operators/index.ts';
import { formatType, isFloat, sizeOf, staticShape } from '../graph/tensor-type.ts';
import { unbroadcast, type RuleNode, type RuleOfSeveralOutputs } from './rule.ts';
import { rules, rulesOfSeveralOutputs } from './rules.ts';

/** The last part of the scope of every node that belongs to a gradient. */
export const backward = 'backward';

/** A graph that can't be differentiated; the message names the operator and the node. */
export class GradientError extends Error {
  /** Always `GradientError`. */
  override readonly name = 'GradientError';
}

/**
 * Adds the gradient of a loss to its graph.
 *
 * @param loss a floating-point value with one element
 * @param values the values to differentiate by; all shapes between them and the loss must be fixed
 * @returns a gradient for each value, of the same type; zeros if the loss does not depend on the value
 * @throws GradientError if an operator between them and the loss has no rule
 *
 * @example
 * const { matMul, pow, reduceMean } = operators;
 * const graph = new Graph();
 * const x = graph.input('x', 'float32', [8, 3]);
 * const w = graph.input('w', 'float32', [3, 1]);
 * const loss = reduceMean(pow(matMul(x, w), 2));
 * const [dw] = gradients(loss, [w]);
 * dw?.shape // [3, 1]
 */
export function gradients(loss: Value, values: readonly Value[]): Value[] {
  const { graph } = loss;
  if (!isFloat(loss.dtype) || sizeOf(loss.shape) !== 1) {
    throw new GradientError(`loss ${loss.name}: expected one floating-point number, got ${formatType(loss)}`);
  }
  const dependent = dependentValues(graph, values);
  const found = new Map<Value, Value>([[loss, filled(loss, 1)]]);
  for (const node of liveNodes(graph, [loss]).reverse()) {
    if (!node.outputs.some((output) => dependent.has(output) && found.has(output))) continue;
    const inputGradients = differentiate(node, found, dependent);
    node.inputs.forEach((input, i) => {
      const gradient = inputGradients[i];
      if (!input || !gradient) return;
      const other = found.get(input);
      found.set(input, other ? add(other, gradient) : gradient);
    });
  }
  return values.map((value) => found.get(value) ?? filled(value, 0));
}

/** The given values and all values that depend on them. */
function dependentValues(graph: Graph, values: readonly Value[]): Set<Value> {
  const dependent = new Set(values);
  for (const node of graph.nodes) {
    if (node.inputs.some((input) => input && dependent.has(input)))
      node.outputs.forEach((output) => dependent.add(output));
  }
  return dependent;
}

/** The gradients of a node's inputs, each in the shape of its input; undefined for inputs that need none. */
function differentiate(
  node: Node,
  found: ReadonlyMap<Value, Value>,
  wanted: ReadonlySet<Value>,
): readonly (Value | undefined)[] {
  const dys = node.outputs.map((output) => found.get(output));
  const rule = ruleFor(node, dys);
  const scope = [scopeOf(node), backward].filter(Boolean).join('/');
  return node.outputs[0]!.graph.within(scope, () => {
    const given = rule(node as unknown as RuleNode, dys);
    return node.inputs.map((input, i) => {
      const gradient = given[i];
      return input && gradient && wanted.has(input) ? unbroadcast(gradient, input) : undefined;
    });
  });
}

/** The rule of a node's operator, for the outputs that have gradients. */
function ruleFor({ operator, name }: Node, dys: readonly (Value | undefined)[]): RuleOfSeveralOutputs {
  const general = rulesOfSeveralOutputs[operator.type];
  if (general) return general;
  const rule = rules[operator.type];
  if (!rule) throw new GradientError(`${operator.type} ${name}: this operator has no gradient rule`);
  const [first, ...others] = dys;
  if (!first || others.some((gradient) => gradient)) {
    throw new GradientError(`${operator.type} ${name}: only the first output can be differentiated`);
  }
  return (node) => rule(node, first);
}

const filled = (like: Value, number: number): Value =>
  expand(like.graph.scalar(number, like.dtype), staticShape(like.shape));
