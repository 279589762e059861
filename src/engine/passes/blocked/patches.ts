// The gradient of a convolution by its weights where the input has few channels: there patches are small. A
// convolution with kernels that are 1 at one place and 0 elsewhere copies them out, each place of the kernel
// a channel of its own, and a matrix product for each picture with blocks of the output's gradient gives
// blocks of the weights' gradient.
import type { Graph, Node, Value } from '../../graph/graph.ts';
import { blockedConv } from '../../graph/operators/blocked.ts';
import { matMul, reduceSum, reshape, slice, transpose } from '../../graph/operators/index.ts';
import { kernelShapeOf, windowOf } from '../../graph/operators/window.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';
import type { Layouts, Rewritten } from './layouts.ts';

/** More places than this in a kernel over all channels make patches that are dear to copy out. */
const mostPlaces = 160;

export function gradientByPatches(node: Node, layouts: Layouts): Rewritten {
  const [x, dy] = node.inputs as readonly [Value, Value];
  const { blockSize } = layouts;
  const kernel = kernelShapeOf(node);
  const channels = x.shape[1] as number;
  const places = channels * sizeOf(kernel);
  // The runtime's kernel takes plain pictures of fewer channels than a block only.
  if (places > mostPlaces || channels >= blockSize || x.dtype !== 'float32') return undefined;
  const [pictures, filters, ...spatial] = staticShape(dy.shape) as [number, number, ...number[]];
  const blocks = Math.ceil(places / blockSize);
  const { strides, dilations, pads } = windowOf(node, kernel);
  const copies = blockedConv(
    layouts.plain(x),
    copyingWeights(layouts.graph, channels, kernel, blocks, blockSize),
    undefined,
    { kernel_shape: kernel, strides, dilations, pads },
  );
  const patches = reshape(copies, [pictures, 1, blocks, sizeOf(spatial), blockSize]);
  const gradient = reshape(layouts.blocked(dy), [
    pictures,
    filters / blockSize,
    1,
    sizeOf(spatial),
    blockSize,
  ]);
  const products = matMul(transpose(gradient, [0, 1, 2, 4, 3]), patches);
  const summed = reduceSum(products, { axes: [0], keepDims: false });
  const all = reshape(transpose(summed, [0, 2, 1, 3]), [filters, blocks * blockSize]);
  const used = slice(all, { starts: [0], ends: [places], axes: [1] });
  return { plain: reshape(used, [filters, channels, ...kernel]) };
}

/**
 * One filter for each place of the kernel in each channel, in the order of the blocked kernels, and some of
 * zeros at the end.
 */
function copyingWeights(
  graph: Graph,
  channels: number,
  kernel: readonly number[],
  blocks: number,
  blockSize: number,
): Value {
  const places = channels * sizeOf(kernel);
  const filters = blocks * blockSize;
  const data = new Float32Array(filters * places);
  for (let place = 0; place < places; place++) {
    const [block, lane] = [Math.floor(place / blockSize), place % blockSize];
    data[(block * places + place) * blockSize + lane] = 1;
  }
  return graph.constant(data, [filters, channels, ...kernel], 'float32', 'copies');
}
