// Makes layers of a model forget what they learned, from the logits down, by shuffling the numbers of their
// kernels. The size and spread of the numbers stay the same, so only the learned pattern is lost. Biases and
// normalisation are kept.
import type { Graph, Value } from '../engine/graph/graph.ts';
import { scopeOf, type Node } from '../engine/graph/graph.ts';
import { liveNodes } from '../engine/graph/live-nodes.ts';
import { rewrite } from '../engine/passes/rewrite.ts';
import { Random } from '../random.ts';

/** The layers that have kernels, from the logits down to the first layer. */
export const layersWithKernels = (graph: Graph): string[] => [
  ...new Set(liveNodes(graph).filter(hasKernel).map(layerNameOf).reverse()),
];

/**
 * The same graph with the kernels of the named layers shuffled.
 *
 * @param seed decides the order of each kernel, which does not depend on the other layers
 */
export function randomizeKernels(graph: Graph, layers: readonly string[], seed = 1): Graph {
  return rewrite(graph, (node, { graph: target, translate }) => {
    if (!hasKernel(node) || !layers.includes(layerNameOf(node))) return undefined;
    const kernel = node.inputs[1]!;
    const inputs = node.inputs.map((value) =>
      value === kernel ? target.constant(...shuffled(kernel, seed)) : value && translate(value),
    );
    return target.add(node.operator, inputs, node.attributes, node.outputs.length, node.name);
  });
}

const layerNameOf = (node: Node): string => scopeOf(node) || node.name;

const hasKernel = ({ operator, inputs }: Node): boolean =>
  ['Conv', 'ConvTranspose', 'Gemm', 'MatMul'].includes(operator.type) &&
  inputs[1]?.data instanceof Float32Array;

function shuffled({ data, shape, dtype, name }: Value, seed: number): Parameters<Graph['constant']> {
  const random = new Random(seed, 'randomize', name);
  return [random.shuffle(Float32Array.from(data as Float32Array)), shape, dtype, name];
}
