// Finds the constants of a foreign graph that training may change. Exporters write weights, masks, tables of
// indices and prepared pixels as constants, and merge constants that happen to be equal.
import type { Node, Value } from '../../engine/graph/graph.ts';
import { sizeOf } from '../../engine/graph/tensor-type.ts';

/** The inputs of each operator that are weights if they are constant. */
const weightInputs: Readonly<Record<string, readonly number[]>> = {
  BatchNormalization: [1, 2],
  Conv: [1, 2],
  ConvTranspose: [1, 2],
  Expand: [0],
  Gather: [0],
  Gemm: [0, 1, 2],
  InstanceNormalization: [1, 2],
  LayerNormalization: [1, 2],
  MatMul: [0, 1],
  PRelu: [1],
};

/** Operators whose constants are weights after the first layer, and part of the preprocessing before it. */
const elementwise = new Set(['Add', 'Sub', 'Mul', 'Div', 'Concat']);

const layers = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul']);

/** A use of a constant as a weight: the node and the position of the input. */
export interface WeightUse {
  readonly node: Node;
  readonly position: number;
  readonly value: Value;
}

/**
 * The uses of constants as weights, in the order of the graph. A constant is listed once for each node that
 * uses it, because exporters merge equal constants of different layers.
 *
 * @param nodes the nodes of the graph, each after those that it depends on
 */
export function weightUses(nodes: readonly Node[]): WeightUse[] {
  const behindLayers = new Set<Value>();
  return nodes.flatMap((node) => {
    const { type } = node.operator;
    const isBehind = node.inputs.some((value) => value && behindLayers.has(value));
    if (isBehind || layers.has(type)) node.outputs.forEach((output) => behindLayers.add(output));
    const positions =
      weightInputs[type] ?? (elementwise.has(type) && isBehind ? [...node.inputs.keys()] : []);
    return positions.flatMap((position) => {
      const value = node.inputs[position];
      return value && isTrainable(value) ? [{ node, position, value }] : [];
    });
  });
}

/** A convolution or a matrix product, with the biases and the normalisation after it. */
export interface WeightedLayer {
  /** The name of its first node with weights. */
  readonly name: string;
  readonly uses: readonly WeightUse[];
}

/** The name of a node as people read it: `features.0.Conv` for `/features/0/Conv_output_0`. */
export const readableName = (name: string): string =>
  name
    .split('/')
    .filter(Boolean)
    .join('.')
    .replace(/_output_0$/, '');

/** The layers with weights, in the order of the graph; `nodes` as for `weightUses`. */
export function weightedLayers(nodes: readonly Node[]): WeightedLayer[] {
  const found: { name: string; uses: WeightUse[] }[] = [];
  let last: Node | undefined;
  for (const use of weightUses(nodes)) {
    const begins = layers.has(use.node.operator.type) && use.node !== last;
    if (begins || found.length === 0) found.push({ name: use.node.name, uses: [] });
    found.at(-1)!.uses.push(use);
    last = use.node;
  }
  return found;
}

/** Whether a constant has more than one number and is not a mask. */
function isTrainable({ data, dtype, shape }: Value): boolean {
  return data !== undefined && dtype === 'float32' && sizeOf(shape) > 1 && !isMask(data as Float32Array);
}

/** Attention masks are 0 for positions that count, and very negative for the others. */
const isMask = (data: Float32Array): boolean =>
  data.every((value) => value === 0 || value <= -50) && data.some((value) => value !== 0);
