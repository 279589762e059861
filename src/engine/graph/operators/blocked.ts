// ONNX Runtime's operators for the blocked layout of its CPU kernels:
// `[batch, channels / block, height, width, block]`. They are internal to it (domain com.microsoft.nchwc), so
// passes use them only on a device where a check has shown that they work as expected. Shapes stay those of
// the plain layout; the number of channels is a multiple of the block.
import { apply, type Graph, type Value } from '../graph.ts';
import {
  defineOperator,
  floats,
  input,
  int,
  ints,
  string,
  type Attributes,
  type Operator,
} from '../operator.ts';
import { Conv } from './convolution.ts';
import { AveragePool, MaxPool } from './pooling.ts';
import { reshape } from './shaping.ts';

const domain = 'com.microsoft.nchwc';

/** The blocked form of an ONNX operator, with the same attributes and types. */
const blockedFormOf = (
  operator: Operator,
  attributes: Operator['attributes'] = operator.attributes,
): Operator => ({
  ...operator,
  domain,
  attributes,
  outputs: { least: 1, most: 1 },
});

/**
 * A convolution. Its input is plain if its channels are not a multiple of the block; its weights are always
 * reordered. A fourth input is added to the result and an activation applied last, in the same pass over
 * memory.
 */
export const BlockedConv: Operator = {
  ...blockedFormOf(Conv, { ...Conv.attributes, activation: string(), activation_params: floats() }),
  inputs: { least: 2, most: 4 },
};
export const BlockedMaxPool = blockedFormOf(MaxPool);
export const BlockedAveragePool = blockedFormOf(AveragePool);

export const BlockedUpsample = defineOperator('Upsample', {
  domain,
  inputs: 1,
  attributes: { scales: ints([]) },
  infer: (call, { scales }) => {
    const { dtype, shape } = input(call, 0);
    return [
      {
        dtype,
        shape: shape.map((size, axis) => (scales[axis] === 1 ? size : (size as number) * scales[axis]!)),
      },
    ];
  },
});

export const ReorderInput = defineOperator('ReorderInput', {
  domain,
  inputs: 1,
  attributes: { channels_last: int(0) },
  infer: (call, { channels_last }) => {
    const { dtype, shape } = input(call, 0);
    const [batch, ...rest] = shape;
    return [{ dtype, shape: channels_last === 1 ? [batch!, rest.at(-1)!, ...rest.slice(0, -1)] : shape }];
  },
});

export const ReorderOutput = defineOperator('ReorderOutput', {
  domain,
  inputs: 1,
  attributes: { channels: int(), channels_last: int(0) },
  infer: (call, attributes) => {
    const { dtype, shape } = input(call, 0);
    const [batch, all, ...spatial] = shape;
    const channels = attributes.channels ?? (all as number);
    const last = attributes.channels_last === 1;
    return [{ dtype, shape: last ? [batch!, ...spatial, channels] : [batch!, channels, ...spatial] }];
  },
});

/** Converts from `[batch, channels, ...]` or `[batch, ..., channels]`. */
export const toBlocked = (x: Value, channelsLast = false): Value =>
  apply(ReorderInput, [x], channelsLast ? { channels_last: 1 } : {});

/**
 * Converts back to `[batch, channels, ...]` or `[batch, ..., channels]`. A smaller number of `channels`
 * leaves out the last ones.
 */
export const fromBlocked = (x: Value, channelsLast = false, channels: number = x.shape[1] as number): Value =>
  apply(ReorderOutput, [x], { channels, channels_last: channelsLast ? 1 : 0 });

export const blockedConv = (
  x: Value,
  weights: Value,
  bias: Value | undefined,
  attributes: Attributes,
): Value => apply(BlockedConv, bias ? [x, weights, bias] : [x, weights], attributes);

/**
 * Multiplies each channel by a scale and adds a shift, as a depthwise convolution of 1×1. Either may be left
 * out.
 */
export const blockedScaleShift = (
  x: Value,
  scale: Value | undefined,
  shift: Value | undefined,
  attributes: Attributes = {},
): Value => {
  const channels = x.shape[1] as number;
  const kernel = scale ? reshape(scale, [channels, 1, 1, 1]) : ones(x.graph, channels);
  return blockedConv(x, kernel, shift, { kernel_shape: [1, 1], group: channels, ...attributes });
};

const ones = (graph: Graph, channels: number): Value =>
  graph.constant(new Float32Array(channels).fill(1), [channels, 1, 1, 1], 'float32', 'ones');

export const blockedUpsample = (x: Value, factors: readonly number[]): Value =>
  apply(BlockedUpsample, [x], { scales: [1, 1, ...factors] });
