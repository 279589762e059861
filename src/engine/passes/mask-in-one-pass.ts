// Computes masks as floats in one pass. A comparison gives bytes that must be cast; a hard sigmoid with the
// steepest slope gives floats at once. ReLU's gradient asks if a value is positive, that of a maximum if an
// operand equals it. The results differ only for differences below 3e-39, which are subnormal in single
// precision.
import { apply, type Graph, type Node, type Value } from '../graph/graph.ts';
import { BlockedConv } from '../graph/operators/blocked.ts';
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
    return pair && [equalsMaximum(translate(pair[0]), translate(pair[1]))];
  });

/**
 * 1 where a value equals the maximum, otherwise 0. A blocked value is the sum that a convolution of the
 * negated maximum adds, with the hard sigmoid as its activation, so the difference is never written.
 */
function equalsMaximum(x: Value, maximum: Value): Value {
  if (x.producer?.operator !== BlockedConv) return hardSigmoid(sub(x, maximum), { alpha: steepest, beta: 1 });
  const channels = x.shape[1] as number;
  const minus = x.graph.constant(
    new Float32Array(channels).fill(-1),
    [channels, 1, 1, 1],
    'float32',
    'minus',
  );
  const activation = { activation: 'HardSigmoid', activation_params: [steepest, 1] };
  const attributes = { kernel_shape: [1, 1], group: channels, ...activation };
  return apply(BlockedConv, [maximum, minus, undefined, x], attributes);
}

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
