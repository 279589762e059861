// Which constants of somebody else's graph are weights that training may change. Exporters write weights,
// masks, tables of indices and prepared pixels alike, and merge constants that happen to be equal.
import type { Node, Value } from '../../engine/graph/graph.ts';
import { sizeOf } from '../../engine/graph/tensor-type.ts';

/** The inputs of an operator that are weights whenever they are constants. */
const weightInputs: Readonly<Record<string, readonly number[]>> = {
  BatchNormalization: [1, 2],
  Conv: [1, 2],
  ConvTranspose: [1, 2],
  Gather: [0],
  Gemm: [0, 1, 2],
  InstanceNormalization: [1, 2],
  LayerNormalization: [1, 2],
  MatMul: [0, 1],
  PRelu: [1],
};

/** Operators whose constants are weights behind the first layer, and prepare pixels before it. */
const elementwise = new Set(['Add', 'Sub', 'Mul', 'Div', 'Concat']);

const layers = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul']);

/** A use of a constant as a weight: the node and which of its inputs. */
export interface WeightUse {
  readonly node: Node;
  readonly position: number;
  readonly value: Value;
}

/**
 * The uses of constants as weights, in the order of the graph. A constant that several nodes use is listed
 * once for each: exporters merge equal ones of different layers.
 *
 * @param nodes the nodes of the graph, each behind those that it depends on
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

/** Numbers, more than one, that are not a mask. */
function isTrainable({ data, dtype, shape }: Value): boolean {
  return data !== undefined && dtype === 'float32' && sizeOf(shape) > 1 && !isMask(data as Float32Array);
}

/** Attention masks are 0 where a place counts, and far below where it does not. */
const isMask = (data: Float32Array): boolean =>
  data.some((value) => value <= -50) && data.every((value) => value === 0 || value <= -50);
