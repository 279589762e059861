// Cases of operators that move elements.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { apply } from '../../graph/graph.ts';
import * as op from '../../graph/operators/index.ts';
import type { SliceOptions } from '../../graph/operators/index.ts';
import { drawn, tensorflowCase, type OperatorCase, type OperatorCases } from '../operator-case.ts';

const cube = [drawn([2, 3, 4])];

const reshaped = (shape: number[], result: number[]): OperatorCase =>
  tensorflowCase(
    `to [${shape.join(', ')}]`,
    cube,
    (x) => op.reshape(x, shape),
    (x) => tf.reshape(x, result),
  );

const flattened = (axis: number | undefined, result: number[]): OperatorCase =>
  tensorflowCase(
    `axis ${axis ?? 'by default'}`,
    cube,
    (x) => op.flatten(x, axis === undefined ? {} : { axis }),
    (x) => tf.reshape(x, result),
  );

const transposed = (perm: number[]): OperatorCase =>
  tensorflowCase(
    `by [${perm.join(', ')}]`,
    cube,
    (x) => op.transpose(x, perm),
    (x) => tf.transpose(x, perm),
  );

const sliced = (name: string, options: SliceOptions, compute: (x: Tensor) => Tensor): OperatorCase =>
  tensorflowCase(
    name,
    [drawn([5, 7])],
    (x) => op.slice(x, options),
    (x) => compute(x),
  );

const padded = (pads: number[], value: number, compute: (x: Tensor) => Tensor): OperatorCase =>
  tensorflowCase(
    `by [${pads.join(', ')}] with ${value}`,
    [drawn([3, 4])],
    (x) => op.pad(x, pads, value),
    (x) => compute(x),
  );

const gathered = (name: string, indices: number | number[], axis: number, result?: number[]): OperatorCase =>
  tensorflowCase(
    name,
    cube,
    (x) => {
      const list = [indices].flat();
      const data = BigInt64Array.from(list, BigInt);
      const shape = typeof indices === 'number' ? [] : [list.length];
      return op.gather(x, x.graph.constant(data, shape, 'int64'), axis);
    },
    (x) => {
      const places = [indices].flat().map((index) => (index < 0 ? index + x.shape[axis]! : index));
      const rows = tf.gather(x, tf.tensor1d(places, 'int32'), axis);
      return result ? tf.reshape(rows, result) : rows;
    },
  );

const expanded = (from: number[], to: number[], result = to): OperatorCase =>
  tensorflowCase(
    `[${from.join(', ')}] by [${to.join(', ')}]`,
    [drawn(from)],
    (x) => op.expand(x, to),
    (x) => tf.add(x, tf.zeros(result)),
  );

/**
 * TensorFlow.js has no gradient of a slice with steps. Gathering rows and columns by number is equivalent.
 */
const picked = (x: Tensor, rows: number[], columns: number[]): Tensor =>
  tf.gather(tf.gather(x, tf.tensor1d(rows, 'int32'), 0), tf.tensor1d(columns, 'int32'), 1);

const rows = [0, 1, 2, 3, 4];
const columns = [0, 1, 2, 3, 4, 5, 6];

const sliceCases: OperatorCase[] = [
  sliced('one axis', { starts: [1], ends: [4], axes: [0] }, (x) => tf.slice(x, [1, 0], [3, 7])),
  sliced('two axes, from the end', { starts: [-4, 2], ends: [-1, 100], axes: [0, 1] }, (x) =>
    tf.slice(x, [1, 2], [3, 5]),
  ),
  sliced('steps', { starts: [0, 1], ends: [5, 7], axes: [0, 1], steps: [2, 3] }, (x) =>
    picked(x, [0, 2, 4], [1, 4]),
  ),
  sliced('a step that does not divide', { starts: [1], ends: [6], axes: [1], steps: [2] }, (x) =>
    picked(x, rows, [1, 3, 5]),
  ),
  sliced('reversed', { starts: [-1], ends: [-100], axes: [1], steps: [-1] }, (x) =>
    picked(x, rows, columns.toReversed()),
  ),
  sliced('backwards by two', { starts: [5], ends: [0], axes: [1], steps: [-2] }, (x) =>
    picked(x, rows, [5, 3, 1]),
  ),
  sliced('backwards to the very first', { starts: [4], ends: [-100], axes: [0], steps: [-2] }, (x) =>
    picked(x, [4, 2, 0], columns),
  ),
  sliced('both ways', { starts: [3, 0], ends: [0, 7], axes: [0, 1], steps: [-2, 4] }, (x) =>
    picked(x, [3, 1], [0, 4]),
  ),
  sliced('negative axes', { starts: [1], ends: [3], axes: [-1] }, (x) => tf.slice(x, [0, 1], [5, 2])),
];

export const shapingCases: OperatorCases = {
  Identity: [
    tensorflowCase(
      'of a cube',
      cube,
      (x) => op.identity(x),
      (x) => tf.mul(x, 1),
    ),
  ],
  Cast: [
    tensorflowCase(
      'to float64 and back',
      cube,
      (x) => op.cast(op.mul(op.cast(x, 'float64'), 2), x.dtype),
      (x) => tf.mul(x, 2),
    ),
  ],
  Reshape: [
    reshaped([6, 4], [6, 4]),
    reshaped([0, -1], [2, 12]),
    reshaped([-1], [24]),
    reshaped([1, 24, 1], [1, 24, 1]),
  ],
  Flatten: [
    flattened(undefined, [2, 12]),
    flattened(0, [1, 24]),
    flattened(2, [6, 4]),
    flattened(3, [24, 1]),
    flattened(-1, [6, 4]),
  ],
  Squeeze: [
    tensorflowCase(
      'an axis',
      [drawn([2, 1, 3, 1])],
      (x) => op.squeeze(x, [1]),
      (x) => tf.squeeze(x, [1]),
    ),
    tensorflowCase(
      'from the end',
      [drawn([2, 1, 3, 1])],
      (x) => op.squeeze(x, [-1, 1]),
      (x) => tf.squeeze(x),
    ),
    tensorflowCase(
      'all',
      [drawn([2, 1, 3, 1])],
      (x) => apply(op.Squeeze, [x]),
      (x) => tf.squeeze(x),
    ),
  ],
  Unsqueeze: [
    tensorflowCase(
      'in front',
      cube,
      (x) => op.unsqueeze(x, [0]),
      (x) => tf.expandDims(x, 0),
    ),
    tensorflowCase(
      'two',
      cube,
      (x) => op.unsqueeze(x, [1, -1]),
      (x) => tf.reshape(x, [2, 1, 3, 4, 1]),
    ),
  ],
  Transpose: [transposed([0, 2, 1]), transposed([2, 0, 1]), transposed([1, 2, 0]), transposed([2, 1, 0])],
  Slice: sliceCases,
  Concat: [
    tensorflowCase(
      'along the first axis',
      [drawn([1, 3]), drawn([2, 3], { seed: 2 })],
      (...parts) => op.concat(parts, 0),
      (...parts) => tf.concat(parts, 0),
    ),
    tensorflowCase(
      'three, along the last',
      [drawn([2, 2]), drawn([2, 1], { seed: 2 }), drawn([2, 3], { seed: 3 })],
      (...parts) => op.concat(parts, -1),
      (...parts) => tf.concat(parts, -1),
    ),
    tensorflowCase(
      'one',
      cube,
      (x) => op.concat([x], 1),
      (x) => tf.mul(x, 1),
    ),
    tensorflowCase(
      'one twice',
      cube,
      (x) => op.concat([x, x], 1),
      (x) => tf.concat([x, x], 1),
    ),
  ],
  Pad: [
    padded([1, 0, 0, 2], 0, (x) =>
      tf.pad(x, [
        [1, 0],
        [0, 2],
      ]),
    ),
    padded([0, 1, 1, 1], 2.5, (x) =>
      tf.pad(
        x,
        [
          [0, 1],
          [1, 1],
        ],
        2.5,
      ),
    ),
    padded([-1, 0, 0, -1], 0, (x) => tf.slice(x, [1, 0], [2, 3])),
    padded([-1, 2, 1, 0], 0, (x) =>
      tf.pad(tf.slice(x, [1, 0], [2, 4]), [
        [0, 1],
        [2, 0],
      ]),
    ),
    tensorflowCase(
      'along given axes',
      [drawn([3, 4])],
      (x) => apply(op.Pad, [x, x.graph.int64([1, 2]), undefined, x.graph.int64([-1])]),
      (x) =>
        tf.pad(x, [
          [0, 0],
          [1, 2],
        ]),
    ),
  ],
  Expand: [
    expanded([3], [2, 3]),
    expanded([1, 3], [2, 3]),
    expanded([2, 1, 3], [2, 4, 3]),
    expanded([2, 3], [1, 3], [2, 3]),
    expanded([], [2, 2]),
    expanded([2, 1], [3, 1, 2], [3, 2, 2]),
  ],
  Tile: [
    tensorflowCase(
      'along every axis',
      cube,
      (x) => op.tile(x, [2, 1, 3]),
      (x) => tf.tile(x, [2, 1, 3]),
    ),
    tensorflowCase(
      'a matrix',
      [drawn([3, 2])],
      (x) => op.tile(x, [1, 4]),
      (x) => tf.tile(x, [1, 4]),
    ),
  ],
  Gather: [
    gathered('one of them', 1, 1, [2, 4]),
    gathered('some in a row', [1, 2], 1),
    gathered('some, and one of them twice', [2, 0, 2], 2),
    gathered('from the end', [-1, 0], 0),
    gathered('some, out of order', [3, 0, 2], 2),
    gathered('all, out of order', [2, 0, 1], 1),
  ],
  Split: [
    tensorflowCase(
      'into parts of unequal sizes',
      [drawn([2, 5, 3])],
      (x) => {
        const [a, , c] = op.split(x, [1, 2, 2], 1);
        return op.mul(a!, c!);
      },
      (x) => tf.mul(tf.slice(x, [0, 0, 0], [2, 1, 3]), tf.slice(x, [0, 3, 0], [2, 2, 3])),
    ),
    tensorflowCase(
      'of which the first is not used',
      [drawn([4, 3])],
      (x) => op.split(x, [2, 2], 0)[1]!,
      (x) => tf.slice(x, [2, 0], [2, 3]),
    ),
  ],
};
