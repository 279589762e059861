// Finds the numbers that a classifier knows just before it decides: the input of its last dense layer. It
// looks at the saved graph and does not need the code that built the model.
import type { Graph, Node, Value } from '../engine/graph/graph.ts';

/**
 * The input of the last dense layer on the way to the graph's first output, if something computes that
 * input.
 */
export function penultimateValue(graph: Graph): Value | undefined {
  const [output] = graph.outputs.values();
  let node = output?.producer;
  for (let steps = 0; node && steps < mostNodesAfter; steps++) {
    if (isDense(node)) return node.inputs[0]?.producer && node.inputs[0];
    node = computedInput(node)?.producer;
  }
  return undefined;
}

/** A bias, a cast, a flattening, a division by a temperature: the end of a classifier has no more nodes. */
const mostNodesAfter = 8;

const isDense = ({ operator: { type }, inputs }: Node): boolean =>
  (type === 'Gemm' || type === 'MatMul') && isConstant(inputs[1]);

/** Whether a value is a constant, or computed from constants alone, such as a kernel stored as int8. */
const isConstant = (value: Value | undefined): boolean =>
  value !== undefined &&
  (value.data !== undefined ||
    (value.producer !== undefined && value.producer.inputs.every((input) => !input || isConstant(input))));

/** The first input of a node that is not a constant. */
const computedInput = ({ inputs }: Node): Value | undefined =>
  inputs.find((value) => value?.producer !== undefined);
