// Finds the operators of a foreign network through which no gradient flows, before anything is trained.
import type { Node, Value } from '../../engine/graph/graph.ts';
import { isFloat } from '../../engine/graph/tensor-type.ts';
import { rules, rulesOfSeveralOutputs } from '../../engine/gradients/rules.ts';
import { InputError } from '../../errors.ts';

/**
 * Checks that the loss can be differentiated by the weights of a node, and of all nodes behind it.
 *
 * @param nodes the nodes of the network, each after those that it depends on
 * @param first the first node whose weights are trained
 * @throws InputError that lists all operators without a gradient and how often each is used
 */
export function checkDifferentiable(nodes: readonly Node[], first: Node): void {
  const behind = new Set<Value>();
  const lacking = new Map<string, number>();
  for (const node of nodes) {
    if (node !== first && !node.inputs.some((input) => input && behind.has(input))) continue;
    const { type } = node.operator;
    // What is computed from shapes is of whole numbers, and needs no gradient; quantised values do.
    const carriesValues = ({ dtype }: Value) => isFloat(dtype) || type === 'QuantizeLinear';
    const carried = node.outputs.filter(carriesValues);
    carried.forEach((output) => behind.add(output));
    const hasRule = Object.hasOwn(rules, type) || Object.hasOwn(rulesOfSeveralOutputs, type);
    if (carried.length > 0 && !hasRule) lacking.set(type, (lacking.get(type) ?? 0) + 1);
  }
  if (lacking.size === 0) return;
  const list = [...lacking].map(([type, count]) => (count === 1 ? type : `${type} (${count} times)`));
  throw new InputError(
    `its layers can't be trained, because these operators have no gradient: ${list.join(', ')}; --freeze all fits the head alone`,
  );
}
