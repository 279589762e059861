// ONNX Runtime's own operators for the blocked layout of its CPU kernels: `[batch, channels / block, height, width, block]`.
// They are internal to it (domain com.microsoft.nchwc): passes use them for a device where a check has shown that they
// do what is thought. Shapes stay those of the plain layout; the number of channels is a multiple of the block.
import { apply, type Value } from '../graph.ts';
import {
  defineOperator,
  input,
  intAttribute,
  type Attributes,
  type Call,
  type Operator,
} from '../operator.ts';
import type { TensorType } from '../tensor-type.ts';
import { Conv } from './convolution.ts';
import { AveragePool, MaxPool } from './pooling.ts';

const domain = 'com.microsoft.nchwc';

const sameType = (call: Call): TensorType[] => [{ dtype: input(call, 0).dtype, shape: input(call, 0).shape }];

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

/** The input is plain where its channels are no multiple of the block; the weights are reordered either way. */
export const BlockedConv = blockedFormOf(Conv);
export const BlockedMaxPool = blockedFormOf(MaxPool);
export const BlockedAveragePool = blockedFormOf(AveragePool);

export const BlockedUpsample = defineOperator('Upsample', {
  domain,
  inputs: 1,
  attributes: { scales: 'ints' },
  infer: (call) => {
    const { dtype, shape } = input(call, 0);
    const scales = call.attributes['scales'] as readonly number[];
    return [
      {
        dtype,
        shape: shape.map((size, axis) => (scales[axis] === 1 ? size : (size as number) * scales[axis]!)),
      },
    ];
  },
});

export const ReorderInput = defineOperator('ReorderInput', { domain, inputs: 1, infer: sameType });

export const ReorderOutput = defineOperator('ReorderOutput', {
  domain,
  inputs: 1,
  attributes: { channels: 'int', channels_last: 'int' },
  infer: (call) => {
    const { dtype, shape } = input(call, 0);
    const [batch, channels, ...spatial] = shape;
    const last = intAttribute(call, 'channels_last', 0) === 1;
    return [{ dtype, shape: last ? [batch!, ...spatial, channels!] : shape }];
  },
});

export const toBlocked = (x: Value): Value => apply(ReorderInput, [x]);

/** Back to `[batch, channels, ...]`, or to `[batch, ..., channels]`. */
export const fromBlocked = (x: Value, channelsLast = false): Value =>
  apply(ReorderOutput, [x], { channels: x.shape[1] as number, channels_last: channelsLast ? 1 : 0 });

export const blockedConv = (
  x: Value,
  weights: Value,
  bias: Value | undefined,
  attributes: Attributes,
): Value => apply(BlockedConv, bias ? [x, weights, bias] : [x, weights], attributes);

export const blockedUpsample = (x: Value, factors: readonly number[]): Value =>
  apply(BlockedUpsample, [x], { scales: [1, 1, ...factors] });
