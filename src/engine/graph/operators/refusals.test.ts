// A node that does not fit is refused when it is built, by an error that names the operator, the node and its
// operands.
import { describe, expect, it } from 'vitest';
import { apply, Graph, type Value } from '../graph.ts';
import { GraphError } from '../operator.ts';
import type { Shape } from '../tensor-type.ts';
import * as op from './index.ts';

const given = (...shapes: Shape[]): Value[] => {
  const graph = new Graph();
  return shapes.map((shape, i) => graph.input(`x${i}`, 'float32', shape));
};

const constants = (x: Value, shape: readonly number[]): Value =>
  x.graph.constant(new Float32Array(shape.reduce((a, b) => a * b, 1)), shape, 'float32');

type Refusal = [name: string, inputs: Shape[], build: (...x: Value[]) => Value, message: string];

describe('operators refuse', () => {
  const rows: Refusal[] = [
    [
      'shapes that do not broadcast',
      [[2, 3], [4]],
      (a, b) => op.add(a, b),
      'Add Add(float32[2, 3], float32[4]): shapes [2, 3] and [4] do not broadcast',
    ],
    [
      'two open sizes',
      [['n'], ['m']],
      (a, b) => op.add(a, b),
      'Add Add(float32[n], float32[m]): shapes [n] and [m] do not broadcast',
    ],
    [
      'more of the largest elements than there are',
      [[2, 3]],
      (x) => op.topK(x, 4).values,
      'TopK TopK(float32[2, 3], int64[1]): expected 1 to 3 elements to select, got 4',
    ],
    [
      'channels',
      [[1, 3, 5, 5]],
      (x) => op.conv(x, constants(x, [4, 2, 3, 3])),
      'Conv Conv(float32[1, 3, 5, 5], float32[4, 2, 3, 3]): weights [4, 2, 3, 3] in 1 groups do not fit 3 channels',
    ],
    [
      'filters and groups',
      [[1, 4, 5, 5]],
      (x) => op.conv(x, constants(x, [3, 2, 3, 3]), undefined, { group: 2 }),
      "Conv Conv(float32[1, 4, 5, 5], float32[3, 2, 3, 3]): 3 filters can't be divided into 2 groups",
    ],
    [
      'a bias',
      [[1, 2, 5, 5]],
      (x) => op.conv(x, constants(x, [3, 2, 3, 3]), constants(x, [2])),
      'Conv Conv(float32[1, 2, 5, 5], float32[3, 2, 3, 3], float32[2]): expected a bias of [3], got [2]',
    ],
    [
      'a kernel that is too large',
      [[1, 2, 2, 2]],
      (x) => op.conv(x, constants(x, [3, 2, 3, 3])),
      'Conv Conv(float32[1, 2, 2, 2], float32[3, 2, 3, 3]): the kernel is larger than the picture, [2, 2]',
    ],
    [
      'a window of other rank',
      [[1, 2, 4]],
      (x) => op.maxPool(x, { kernel_shape: [2, 2] }),
      'MaxPool MaxPool(float32[1, 2, 4]): a window of 2 axes does not fit a picture of [4]',
    ],
    [
      'strides of other length',
      [[1, 2, 4, 4]],
      (x) => op.maxPool(x, { kernel_shape: [2, 2], strides: [2] }),
      'MaxPool MaxPool(float32[1, 2, 4, 4]): expected a positive size, stride and dilation for each axis of the kernel',
    ],
    [
      'a stride of 0',
      [[1, 2, 4]],
      (x) => op.maxPool(x, { kernel_shape: [2], strides: [0] }),
      'MaxPool MaxPool(float32[1, 2, 4]): expected a positive size, stride and dilation for each axis of the kernel',
    ],
    [
      'an open spatial size',
      [[1, 2, 'w']],
      (x) => op.maxPool(x, { kernel_shape: [2] }),
      'MaxPool MaxPool(float32[1, 2, w]): spatial sizes must be fixed',
    ],
    [
      'an automatic padding',
      [[1, 2, 4]],
      (x) => apply(op.MaxPool, [x], { kernel_shape: [2], auto_pad: 'SAME_UPPER' }),
      'MaxPool MaxPool(float32[1, 2, 4]): auto_pad SAME_UPPER is not supported',
    ],
    [
      'inner sizes',
      [
        [2, 3],
        [4, 5],
      ],
      (a, b) => op.matMul(a, b),
      'MatMul MatMul(float32[2, 3], float32[4, 5]): inner dimensions differ: [2, 3] times [4, 5]',
    ],
    [
      'inner sizes, turned',
      [
        [2, 3],
        [3, 5],
      ],
      (a, b) => op.gemm(a, b, undefined, { transA: 1 }),
      'Gemm Gemm(float32[2, 3], float32[3, 5]): inner dimensions differ: [3, 2] times [3, 5]',
    ],
    [
      'a sum larger than the product',
      [
        [1, 3],
        [3, 5],
        [2, 5],
      ],
      (a, b, c) => op.gemm(a, b, c),
      'Gemm Gemm(float32[1, 3], float32[3, 5], float32[2, 5]): c does not broadcast to [1, 5]',
    ],
    [
      'a shape of other size',
      [[2, 3]],
      (x) => op.reshape(x, [4]),
      "Reshape Reshape(float32[2, 3], int64[1]): can't reshape [2, 3] to [4]",
    ],
    [
      'two free sizes',
      [[2, 3]],
      (x) => op.reshape(x, [-1, -1]),
      "Reshape Reshape(float32[2, 3], int64[2]): can't reshape [2, 3] to [-1, -1]",
    ],
    [
      'a reshape that divides an open size',
      [['batch', 3]],
      (x) => op.reshape(x, [-1, 2]),
      "Reshape Reshape(float32[batch, 3], int64[2]): can't reshape [batch, 3] to [-1, 2]",
    ],
    [
      'an open size where a fixed one is needed',
      [['batch', 3]],
      (x) => op.flatten(x, { axis: 2 }),
      'Flatten Flatten(float32[batch, 3]): expected a fixed shape, got [batch, 3]',
    ],
    [
      'an axis that is not there',
      [[2, 3]],
      (x) => op.softmax(x, { axis: 2 }),
      'Softmax Softmax(float32[2, 3]): axis 2 is out of range for rank 2',
    ],
    [
      'an axis of Flatten',
      [[2, 3]],
      (x) => op.flatten(x, { axis: 3 }),
      'Flatten Flatten(float32[2, 3]): axis 3 is out of range for rank 2',
    ],
    [
      'an axis of a reduction',
      [[2, 3]],
      (x) => op.reduceSum(x, { axes: [-3] }),
      'ReduceSum ReduceSum(float32[2, 3], int64[1]): axis -3 is out of range for rank 2',
    ],
    [
      'an order that repeats',
      [[2, 3]],
      (x) => op.transpose(x, [0, 0]),
      'Transpose Transpose(float32[2, 3]): expected a permutation of 2 axes, got [0, 0]',
    ],
    [
      'a step of 0',
      [[4]],
      (x) => op.slice(x, { starts: [0], ends: [4], axes: [0], steps: [0] }),
      'Slice Slice(float32[4], int64[1], int64[1], int64[1], int64[1]): a step must not be 0',
    ],
    [
      'a slice of an open size',
      [['batch']],
      (x) => op.slice(x, { starts: [0], ends: [1], axes: [0] }),
      "Slice Slice(float32[batch], int64[1], int64[1], int64[1]): can't slice an axis of unknown size batch",
    ],
    [
      'parts that do not join',
      [
        [2, 3],
        [2, 4],
      ],
      (a, b) => op.concat([a, b], 0),
      "Concat Concat(float32[2, 3], float32[2, 4]): can't join [2, 3] and [2, 4] along axis 0",
    ],
    [
      'pads of other rank',
      [[2, 3]],
      (x) => op.pad(x, [1, 1]),
      'Pad Pad(float32[2, 3], int64[2], float32[]): expected 4 pads, got 2',
    ],
    [
      'a crop of more than there is',
      [[2]],
      (x) => op.pad(x, [-2, -1]),
      'Pad Pad(float32[2], int64[2], float32[]): axis 0: the pads crop 3 of 2 elements',
    ],
    [
      'dropping an axis that is not 1',
      [[2, 3]],
      (x) => op.squeeze(x, [0]),
      'Squeeze Squeeze(float32[2, 3], int64[1]): only axes of size 1 can be dropped',
    ],
    [
      'an axis inserted twice',
      [[2]],
      (x) => op.unsqueeze(x, [0, 0]),
      'Unsqueeze Unsqueeze(float32[2], int64[2]): an axis is listed twice',
    ],
    [
      'a condition of numbers',
      [[2]],
      (x) => op.where(x, 1, 0),
      'Where Where(float32[2], float32[], float32[]): input 0 must be bool',
    ],
    [
      'a bound that is no scalar',
      [[2]],
      (x) => op.clip(x, x),
      'Clip Clip(float32[2], float32[2], none): the bounds must be scalars',
    ],
    [
      'running values without training',
      [[2, 3], [3]],
      (x, v) => apply(op.BatchNormalization, [x, v, v, v, v], { training_mode: 1 }),
      'BatchNormalization BatchNormalization(float32[2, 3], float32[3], float32[3], float32[3], float32[3]): expected the running values as outputs if, and only if, training_mode is 1',
    ],
    [
      'a factor that is not whole',
      [[1, 1, 2]],
      (x) => op.upsample(x, [1.5]),
      'Resize Resize(float32[1, 1, 2], float32[0], float32[3]): expected a constant whole-number scale for each axis',
    ],
    [
      'roots of whole numbers',
      [[2]],
      (x) => op.sqrt(op.cast(x, 'int32')),
      'Sqrt Sqrt(int32[2]): expected a floating-point input',
    ],
  ];
  it.each(rows)('%s', (_, shapes, build, message) => {
    expect(() => build(...given(...shapes))).toThrow(new GraphError(message));
  });
});
