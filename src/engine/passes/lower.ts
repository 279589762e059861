// The last pass before a graph runs: what is not ONNX becomes ONNX, in the form that is fastest on the CPU and there on every device.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { lowerConvWeightGradient } from './lowering/conv-weight-gradient.ts';
import { lowerMaxPoolGradient } from './lowering/max-pool-gradient.ts';
import { rewrite } from './rewrite.ts';

/** Builds, in another graph, what a node computes from the given inputs. */
export type Lowering = (node: Node, inputs: readonly Value[]) => Value;

const lowerings: Readonly<Record<string, Lowering>> = {
  ConvWeightGradient: lowerConvWeightGradient,
  MaxPoolGradient: lowerMaxPoolGradient,
};

/** The same graph in ONNX's operators alone. */
export function lower(graph: Graph): Graph {
  return rewrite(graph, (node, { translate }) => {
    const lowering = lowerings[node.operator.type];
    return (
      lowering && [
        lowering(
          node,
          node.inputs.map((value) => translate(value!)),
        ),
      ]
    );
  });
}
