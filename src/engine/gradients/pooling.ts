// Gradients of pooling.
import type { Value } from '../graph/graph.ts';
import { GraphError, readAttributes } from '../graph/operator.ts';
import {
  AveragePool,
  convTranspose,
  div,
  equal,
  expand,
  maxPoolGradient,
  mul,
  pad,
  reduceSum,
  upsample,
  type PoolAttributes,
} from '../graph/operators/index.ts';
import { isTiling, poolingWindow, unreached, type Window } from '../graph/operators/window.ts';
import { sizeOf, staticShape } from '../graph/tensor-type.ts';
import { castLike, type GradientRule, type GradientRules } from './rule.ts';

const maxPoolRule: GradientRule = (node, dy) => {
  // storage_order is about the indices only, not about the gradient.
  const kept = Object.entries(node.attributes).filter(([name]) => name !== 'storage_order');
  const attributes = Object.fromEntries(kept) as unknown as PoolAttributes;
  return [maxPoolGradient(node.inputs[0], node.outputs[0], dy, attributes)];
};

const averagePoolRule: GradientRule = (node, dy) => {
  const [x] = node.inputs;
  const { ceil_mode, count_include_pad } = readAttributes(AveragePool.attributes, node);
  if (ceil_mode) throw new GraphError(`${node.name}: the gradient of ceil_mode is not supported`);
  const window = poolingWindow(node);
  const counted = div(dy, count_include_pad ? sizeOf(window.kernel) : windowCounts(x, dy, window));
  return [isTiling(window) ? spreadTiles(counted, x, window) : spreadWindows(counted, x, window)];
};

/** Repeats each element over its tile, and fills the border that no tile covers with zeros. */
function spreadTiles(dy: Value, x: Value, { kernel }: Window): Value {
  const spread = upsample(dy, kernel);
  const border = staticShape(x.shape).map((size, axis) => size - (spread.shape[axis] as number));
  return border.some((size) => size > 0) ? pad(spread, [...border.map(() => 0), ...border]) : spread;
}

/** Adds each element to all places of its window: a transposed convolution with ones, channel by channel. */
function spreadWindows(dy: Value, x: Value, window: Window): Value {
  const channels = x.shape[1] as number;
  const shape = [channels, 1, ...window.kernel];
  const ones = dy.graph.constant(new Float32Array(sizeOf(shape)).fill(1), shape, 'float32');
  const output_padding = unreached(staticShape(x.shape.slice(2)), staticShape(dy.shape.slice(2)), window);
  const { strides, dilations, pads } = window;
  return convTranspose(dy, castLike(ones, dy), undefined, {
    strides,
    dilations,
    pads,
    group: channels,
    output_padding,
  });
}

/** How many elements each window averaged over, without padding: `[1, 1, ...spatial]`. */
function windowCounts(x: Value, dy: Value, window: Window): Value {
  const perAxis = window.kernel.map((size, axis) =>
    Array.from({ length: dy.shape[axis + 2] as number }, (_, step) => {
      const start = step * window.strides[axis]! - window.pads[axis]!;
      const places = Array.from({ length: size }, (_, i) => start + i * window.dilations[axis]!);
      return places.filter((place) => place >= 0 && place < (x.shape[axis + 2] as number)).length;
    }),
  );
  const counts = perAxis.reduce(
    (product, axis) => product.flatMap((count) => axis.map((other) => count * other)),
    [1],
  );
  const shape = [1, 1, ...perAxis.map((axis) => axis.length)];
  return castLike(dy.graph.constant(Float32Array.from(counts), shape, 'float32'), dy);
}

const globalAveragePoolRule: GradientRule = ({ inputs: [x] }, dy) => {
  const shape = staticShape(x.shape);
  return [expand(mul(dy, 1 / sizeOf(shape.slice(2))), shape)];
};

/** Equal maxima of a picture share the gradient in equal parts. */
const globalMaxPoolRule: GradientRule = ({ inputs: [x], outputs: [y] }, dy) => {
  const reached = castLike(equal(x, y), x);
  const axes = [...x.shape.keys()].slice(2);
  return [mul(reached, div(dy, reduceSum(reached, { axes })))];
};

export const poolingRules: GradientRules = {
  MaxPool: maxPoolRule,
  AveragePool: averagePoolRule,
  GlobalAveragePool: globalAveragePoolRule,
  GlobalMaxPool: globalMaxPoolRule,
};
