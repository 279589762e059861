// ConvWeightGradient in groups, as one grouped convolution. As docs/engine.md explains, the gradient
//   dw[o, c, k] = Σ over n, p of dy[n, o, p] · x[n, c, p·stride + k·dilation - pad]
// is a convolution over x with the output's gradient as its kernel, and with strides and dilations swapped.
// Pictures take the role of a group's channels and are summed. If each group has one channel, it needs no
// reordering of memory instead: each channel of each picture is a group, and the pictures are summed
// afterwards.
import type { Value } from '../../graph/graph.ts';
import { conv, reduceSum, reshape, slice, transpose } from '../../graph/operators/index.ts';
import type { Window } from '../../graph/operators/window.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';

type Pictures = [pictures: number, channels: number, ...spatial: number[]];

/**
 * The gradient `[filters, channels / groups, ...kernel]`, from x `[batch, channels, ...]` and dy
 * `[batch, filters, ...]`.
 */
export const groupedWeightGradient = (x: Value, dy: Value, window: Window, groups: number): Value =>
  x.shape[1] === groups ? byPicture(x, dy, window) : overPictures(x, dy, window, groups);

/** For groups of one channel. */
function byPicture(x: Value, dy: Value, window: Window): Value {
  const [pictures, channels, ...sizes] = staticShape(x.shape) as Pictures;
  const [, filters, ...places] = staticShape(dy.shape) as Pictures;
  const groups = pictures * channels;
  const input = reshape(x, [1, groups, ...sizes]);
  const kernel = reshape(dy, [pictures * filters, 1, ...places]);
  const gradients = swappedConv(input, kernel, window, groups);
  const perPicture = reshape(gradients, [pictures, filters, 1, ...window.kernel]);
  return reduceSum(perPicture, { axes: [0], keepDims: false });
}

function overPictures(x: Value, dy: Value, window: Window, groups: number): Value {
  const [pictures, channels, ...sizes] = staticShape(x.shape) as Pictures;
  const [, filters, ...places] = staticShape(dy.shape) as Pictures;
  const perGroup = channels / groups;
  const grouped = transpose(reshape(x, [pictures, groups, perGroup, sizeOf(sizes)]), [2, 1, 0, 3]);
  const input = reshape(grouped, [perGroup, groups * pictures, ...sizes]);
  const byFilter = transpose(reshape(dy, [pictures, filters, sizeOf(places)]), [1, 0, 2]);
  const kernel = reshape(byFilter, [filters, pictures, ...places]);
  const gradient = swappedConv(input, kernel, window, groups);
  return transpose(gradient, [1, 0, ...window.kernel.map((_, axis) => axis + 2)]);
}

/**
 * The convolution with strides and dilations swapped, without the rows at the end that the strides skipped.
 */
function swappedConv(input: Value, kernel: Value, window: Window, group: number): Value {
  const { strides, dilations, pads } = window;
  const y = conv(input, kernel, undefined, { strides: dilations, dilations: strides, pads, group });
  const axes = window.kernel.map((_, axis) => axis + 2);
  const isWhole = axes.every((axis, i) => y.shape[axis] === window.kernel[i]);
  return isWhole ? y : slice(y, { starts: axes.map(() => 0), ends: window.kernel, axes });
}
