// Unpacks compressed constants to float32: half precision followed by a Cast, and int8 followed by a Cast and
// a Mul by one scale for each index along an axis. The runtime folds both when it opens a graph. Doing it
// first shows the other passes, and code that describes or differentiates the graph, that weights are
// constants.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { fromFloat16 } from '../graph/float16.ts';
import { Cast, Mul } from '../graph/operators/index.ts';
import { sizeOf, type Shape } from '../graph/tensor-type.ts';
import { rewrite } from './rewrite.ts';

export const unpackConstants = (graph: Graph): Graph =>
  rewrite(graph, (node, { graph: target, translate }) => {
    const [output] = node.outputs;
    if (output?.dtype !== 'float32') return undefined;
    const inputs = node.inputs.map((value) => value && translate(value));
    const data = node.operator === Cast ? widened(inputs[0]!) : scaled(node, inputs);
    return data && [target.constant(data, output.shape, 'float32', output.name)];
  });

function widened({ data, dtype }: Value): Float32Array | undefined {
  if (data && dtype === 'float16') return fromFloat16(data as Uint16Array);
  if (data && dtype === 'int8') return Float32Array.from(data as Int8Array);
  return undefined;
}

/** The product of an int8 constant and its scales, if the node is one. */
function scaled(
  { operator, inputs: [packed] }: Node,
  [values, scales]: readonly (Value | undefined)[],
): Float32Array | undefined {
  const isPacked = operator === Mul && packed?.producer?.operator === Cast;
  if (!isPacked || !values?.data || !scales?.data || packed.producer.inputs[0]!.dtype !== 'int8')
    return undefined;
  const indexOf = scaleIndex(values.shape, scales.shape);
  // Exact in double precision and rounded once, so it equals the product in single precision.
  const product = (value: number, i: number) => value * Number(scales.data![indexOf!(i)]);
  return indexOf && Float32Array.from(values.data as Float32Array, product);
}

/**
 * Maps an element to its scale; undefined if the scales vary along more than one axis or have another form.
 */
function scaleIndex(values: Shape, scales: Shape): ((place: number) => number) | undefined {
  if (scales.length !== values.length) return undefined;
  const axis = scales.findIndex((size) => size !== 1);
  if (axis < 0) return () => 0;
  const fits = scales.every((size, i) => size === (i === axis ? values[i] : 1));
  return fits ? indexAlong(values, axis) : undefined;
}

/** Maps an element's position in memory to its index along an axis. */
export function indexAlong(shape: Shape, axis: number): (place: number) => number {
  const inner = sizeOf(shape.slice(axis + 1));
  const count = sizeOf([shape[axis]!]);
  return (place) => Math.floor(place / inner) % count;
}
