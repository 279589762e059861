// Zeros that a Pad node puts around a picture become the padding of the convolution that reads it. Exporters
// write the padding of TensorFlow's strided convolutions, one more at the end than at the beginning, as nodes
// of their own. The padded copy and the crop of its gradient are then never written, and the strides divide
// the sizes of pictures again, which the gradient's fast method needs.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { readAttributes } from '../graph/operator.ts';
import { Conv, Pad } from '../graph/operators/index.ts';
import { padsOf } from '../graph/operators/shaping.ts';
import { windowOf } from '../graph/operators/window.ts';
import { staticShape } from '../graph/tensor-type.ts';
import { rewrite } from './rewrite.ts';

export const padInConvolutions = (graph: Graph): Graph =>
  rewrite(graph, (node, { graph: target, translate }) => {
    const padded = node.inputs[0]!;
    const extra = node.operator === Conv ? zerosAround(padded) : undefined;
    if (!extra) return undefined;
    const { pads } = windowOf(node, staticShape(node.inputs[1]!.shape.slice(2)));
    const all = pads.map((size, i) => size + extra[i]!);
    const inputs = [padded.producer!.inputs[0], ...node.inputs.slice(1)];
    const translated = inputs.map((value) => value && translate(value));
    return target.add(Conv, translated, { ...node.attributes, pads: all }, 1, node.name);
  });

/**
 * The pads of the spatial axes if a Pad of zeros made a picture; undefined if it crops or pads other axes.
 */
function zerosAround({ producer }: Value): readonly number[] | undefined {
  if (producer?.operator !== Pad || !isOfZeros(producer)) return undefined;
  const pads = padsOf(producer);
  const rank = pads.length / 2;
  const isSpatial = [0, 1, rank, rank + 1].every((i) => pads[i] === 0);
  return isSpatial && pads.every((size) => size >= 0)
    ? [...pads.slice(2, rank), ...pads.slice(rank + 2)]
    : undefined;
}

function isOfZeros(node: Node): boolean {
  const value = node.inputs[2];
  const isZero = value === undefined || (value.data?.length === 1 && Number(value.data[0]) === 0);
  return isZero && readAttributes(Pad.attributes, node).mode === 'constant';
}
