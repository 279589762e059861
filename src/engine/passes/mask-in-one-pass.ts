// Computes masks as floats in one pass. A comparison gives bytes that must be cast; a hard sigmoid with the
// steepest slope gives floats at once. ReLU's gradient asks if a value is positive, that of a maximum if an
// operand equals it. The results differ only for differences below 3e-39, which are subnormal in single
// precision.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { Cast, Equal, Greater, hardSigmoid, Max, MaxPool, sub } from '../graph/operators/index.ts';
import { rewrite } from './rewrite.ts';

/** The slope of a hard sigmoid that is a step. */
export const steepest = 3e38;

export const maskInOnePass = (graph: Graph): Graph =>
  rewrite(graph, (node, { translate }) => {
    const compared = node.operator === Cast ? node.inputs[0]?.producer : undefined;
    const values = [...node.outputs, ...(compared?.inputs ?? [])];
    if (!compared || values.some((value) => value?.dtype !== 'float32')) return undefined;
    if (isPositive(compared))
      return [hardSigmoid(translate(compared.inputs[0]!), { alpha: steepest, beta: 0 })];
    const pair = reachedMaximum(compared);
    return pair && [hardSigmoid(sub(translate(pair[0]), translate(pair[1])), { alpha: steepest, beta: 1 })];
  });

const isPositive = ({ operator, inputs }: Node): boolean =>
  operator === Greater && inputs[1]!.data?.length === 1 && inputs[1]!.data[0] === 0;

/** A value and the maximum that a node compares it with; undefined for other comparisons. */
function reachedMaximum({ operator, inputs }: Node): readonly [value: Value, maximum: Value] | undefined {
  const [x, y] = inputs as readonly [Value, Value];
  return operator === Equal && isMaximumOf(y, x) ? [x, y] : undefined;
}

/**
 * Whether a value is the maximum of several values that include `x`, or the enlarged result of a max pooling
 * of `x`.
 */
function isMaximumOf({ producer }: Value, x: Value): boolean {
  if (producer?.operator === Max) return producer.inputs.includes(x);
  const pooled = producer?.operator.type === 'Upsample' ? producer.inputs[0]!.producer : undefined;
  return pooled?.operator.type === MaxPool.type && pooled.inputs[0] === x;
}
