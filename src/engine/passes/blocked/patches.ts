// The gradient of a convolution's weights for an input of few channels, whose patches are small. A
// convolution with one-hot kernels copies the patches, one channel for each element of the kernel. For each
// picture, a matrix product with blocks of the output's gradient then gives blocks of the weights' gradient.
import type { Graph, Node, Value } from '../../graph/graph.ts';
import { blockedConv } from '../../graph/operators/blocked.ts';
import { matMul, reduceSum, reshape, slice, transpose } from '../../graph/operators/index.ts';
import { kernelShapeOf, windowOf } from '../../graph/operators/window.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';
import type { Layouts, Rewritten } from './layouts.ts';

/** The most kernel elements over all channels; beyond this, copying the patches is too expensive. */
const mostPlaces = 160;

export function gradientByPatches(node: Node, layouts: Layouts): Rewritten {
  const [x, dy] = node.inputs as readonly [Value, Value];
  const { blockSize } = layouts;
  const kernel = kernelShapeOf(node);
  const channels = x.shape[1] as number;
  const places = channels * sizeOf(kernel);
  // The runtime's kernel takes plain pictures only with fewer channels than a block.
  if (places > mostPlaces || channels >= blockSize || !layouts.fits(dy.shape[1]!)) return undefined;
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
 * One one-hot filter for each kernel element of each channel, in the order of the blocked kernels, padded
 * with zeros.
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
