// A model whose layers have unlearned, from the logits down: kernels with their numbers in another order.
// Their size and spread stay as they were, so that what changes is what was learned. Biases and normalisation
// stay.
import type { Graph, Value } from '../engine/graph/graph.ts';
import { scopeOf, type Node } from '../engine/graph/graph.ts';
import { liveNodes } from '../engine/graph/live-nodes.ts';
import { rewrite } from '../engine/passes/rewrite.ts';
import { Random } from '../random.ts';

/** The layers that have kernels, from that of the logits down to the first. */
export const layersWithKernels = (graph: Graph): string[] => [
  ...new Set(liveNodes(graph).filter(hasKernel).map(layerNameOf).reverse()),
];

/**
 * The same graph with the kernels of the named layers shuffled.
 *
 * @param seed equal seeds give equal orders, for each kernel whatever others are shuffled
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
