// ConvWeightGradient in groups, as one convolution in groups, however many there are. As docs/engine.md has
// it, the gradient
//   dw[o, c, k] = Σ over n, p of dy[n, o, p] · x[n, c, p·stride + k·dilation - pad]
// is a convolution over x in which the output's gradient is the kernel and strides and dilations change
// places. Pictures take the place of a group's channels and are added up; or, where a group has one channel,
// no memory need be moved for each channel of each picture to be a group of its own, and the pictures are
// added up afterwards.
import type { Value } from '../../graph/graph.ts';
import { conv, reduceSum, reshape, slice, transpose } from '../../graph/operators/index.ts';
import type { Window } from '../../graph/operators/window.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';

type Pictures = [pictures: number, channels: number, ...spatial: number[]];

/**
 * `[filters, channels / groups, ...kernel]` from x `[batch, channels, ...]` and dy `[batch, filters, ...]`.
 */
export const groupedWeightGradient = (x: Value, dy: Value, window: Window, groups: number): Value =>
  x.shape[1] === groups ? byPicture(x, dy, window) : overPictures(x, dy, window, groups);

/** Of groups of one channel. */
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
 * The convolution with strides and dilations in each other's place; rows that the strides had passed over are
 * left behind.
 */
function swappedConv(input: Value, kernel: Value, window: Window, group: number): Value {
  const { strides, dilations, pads } = window;
  const y = conv(input, kernel, undefined, { strides: dilations, dilations: strides, pads, group });
  const axes = window.kernel.map((_, axis) => axis + 2);
  const isWhole = axes.every((axis, i) => y.shape[axis] === window.kernel[i]);
  return isWhole ? y : slice(y, { starts: axes.map(() => 0), ends: window.kernel, axes });
}
