// Computes arithmetic on constants, and removes operations that do not change their operand; gradient rules
// leave such nodes behind. The runtime folds constants too, but folding them first lets the later passes see
// the results.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { isFloat, sameShape, sizeOf } from '../graph/tensor-type.ts';
import { rewrite } from './rewrite.ts';

type Arithmetic = (a: number, b: number) => number;

const arithmetic: Readonly<Record<string, Arithmetic>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Neg: (a) => -a,
  Sqrt: (a) => Math.sqrt(a),
  Reciprocal: (a) => 1 / a,
};

/** The right operand that leaves the left one unchanged. */
const neutral: Readonly<Record<string, number>> = { Add: 0, Sub: 0, Mul: 1, Div: 1 };
const commutes = new Set(['Add', 'Mul']);
const keepsMemory = new Set(['Identity', 'Reshape', 'Expand', 'Squeeze', 'Unsqueeze', 'Flatten', 'Cast']);

export const foldConstants = (graph: Graph): Graph =>
  rewrite(graph, (node, { graph: target, translate }) => {
    const inputs = node.inputs.map((value) => value && translate(value));
    const folded = scalarResult(node, inputs);
    if (folded !== undefined) return [target.scalar(folded, node.outputs[0]!.dtype)];
    const same = unchanged(node, inputs);
    return same && [same];
  });

/** The value of a node that is float32 arithmetic on constant scalars; otherwise undefined. */
function scalarResult(
  { operator, outputs }: Node,
  inputs: readonly (Value | undefined)[],
): number | undefined {
  const compute = arithmetic[operator.type];
  const isScalar = outputs[0]!.shape.length === 0 && outputs[0]!.dtype === 'float32';
  if (!compute || !isScalar || !inputs.every((value) => value?.data)) return undefined;
  const [a, b] = inputs.map((value) => Number(value!.data![0]));
  return Math.fround(compute(a!, b!));
}

/** The operand that a node leaves unchanged, if there is one. */
function unchanged(node: Node, inputs: readonly (Value | undefined)[]): Value | undefined {
  const [output] = node.outputs;
  const isSame = (value: Value | undefined): value is Value =>
    value !== undefined && value.dtype === output!.dtype && sameShape(value.shape, output!.shape);
  const [a, b] = inputs;
  const { type } = node.operator;
  if (keepsMemory.has(type)) return isSame(a) ? a : undefined;
  const number = neutral[type];
  if (number === undefined || !isFloat(output!.dtype)) return undefined;
  if (isSame(a) && isFilledWith(b, number)) return a;
  return commutes.has(type) && isSame(b) && isFilledWith(a, number) ? b : undefined;
}

/** Whether all elements of a constant, possibly expanded, equal the number. */
function isFilledWith(value: Value | undefined, number: number): boolean {
  const source = value?.producer?.operator.type === 'Expand' ? value.producer.inputs[0] : value;
  return source?.data !== undefined && sizeOf(source.shape) === 1 && Number(source.data[0]) === number;
}
