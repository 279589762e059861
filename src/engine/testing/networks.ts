// Two whole networks, each written twice: with the engine's operators and with TensorFlow.js. The first is
// the project's original CNN with fewer filters, the second is LeNet-5 (LeCun et al., 1998) as it is usually
// built today.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { Random } from '../../random.ts';
import type { Value } from '../graph/graph.ts';
import * as op from '../graph/operators/index.ts';
import type { ConvAttributes } from '../graph/operators/index.ts';
import type { CaseInput } from './operator-case.ts';
import { averagePool2d, conv2d, maxPool2d } from './tensorflow.ts';

export interface TestNetwork {
  readonly name: string;
  readonly parameterShapes: readonly (readonly number[])[];
  /** From pictures of [batch, 1, 28, 28] to logits of [batch, 10]. */
  readonly apply: (x: Value, parameters: readonly Value[]) => Value;
  readonly tensorflow: (x: Tensor, parameters: readonly Tensor[]) => Tensor;
}

type Activation<T> = (x: T) => T;

/** Layers that take their weights, two per layer, from the front of the list. */
const dense = (x: Value, [w, b]: readonly Value[], activation?: Activation<Value>): Value => {
  const y = op.gemm(x, w!, b);
  return activation ? activation(y) : y;
};

const tfDense = (x: Tensor, [w, b]: readonly Tensor[], activation?: Activation<Tensor>): Tensor => {
  const y = tf.add(tf.matMul(x as Tensor2D, w!), b!);
  return activation ? activation(y) : y;
};

const tiles = { kernel_shape: [2, 2], strides: [2, 2] };
const flat = (x: Tensor): Tensor => tf.reshape(x, [x.shape[0], -1]);

export const smallCnn: TestNetwork = {
  name: 'small CNN',
  parameterShapes: [[8, 1, 3, 3], [8], [12, 8, 3, 3], [12], [300, 32], [32], [32, 10], [10]],
  apply: (x, p) => {
    const first = op.maxPool(op.relu(op.conv(x, p[0]!, p[1])), tiles);
    const second = op.maxPool(op.relu(op.conv(first, p[2]!, p[3])), tiles);
    return dense(dense(op.flatten(second), p.slice(4), op.relu), p.slice(6));
  },
  tensorflow: (x, p) => {
    const first = maxPool2d(tf.relu(conv2d(x, p[0]!, p[1])), [2, 2]);
    const second = maxPool2d(tf.relu(conv2d(first, p[2]!, p[3])), [2, 2]);
    return tfDense(tfDense(flat(second), p.slice(4), tf.relu), p.slice(6));
  },
};

export const lenet5: TestNetwork = {
  name: 'LeNet-5',
  parameterShapes: [
    [6, 1, 5, 5],
    [6],
    [16, 6, 5, 5],
    [16],
    [400, 120],
    [120],
    [120, 84],
    [84],
    [84, 10],
    [10],
  ],
  apply: (x, p) => {
    const block = (x: Value, w: Value, b: Value, attributes: ConvAttributes = {}) =>
      op.averagePool(op.tanh(op.conv(x, w, b, attributes)), tiles);
    const pooled = block(block(x, p[0]!, p[1]!, { pads: [2, 2, 2, 2] }), p[2]!, p[3]!);
    const hidden = dense(dense(op.flatten(pooled), p.slice(4), op.tanh), p.slice(6), op.tanh);
    return dense(hidden, p.slice(8));
  },
  tensorflow: (x, p) => {
    const first = averagePool2d(tf.tanh(conv2d(x, p[0]!, p[1], { pads: [2, 2, 2, 2] })), [2, 2]);
    const second = averagePool2d(tf.tanh(conv2d(first, p[2]!, p[3])), [2, 2]);
    return tfDense(tfDense(tfDense(flat(second), p.slice(4), tf.tanh), p.slice(6), tf.tanh), p.slice(8));
  },
};

/**
 * He et al. (2015): the spread of the weights depends on their number of inputs. Biases are not quite zero,
 * so that they have an effect.
 */
export function initialParameters({ parameterShapes }: TestNetwork): CaseInput[] {
  return parameterShapes.map((shape, i) => {
    const random = new Random(31, 'parameters', i);
    const size = shape.reduce((a, b) => a * b, 1);
    const inputs = shape.length === 4 ? size / shape[0]! : shape[0]!;
    const scale = shape.length === 1 ? 0.1 : Math.sqrt(2 / inputs);
    return { shape, data: Array.from({ length: size }, () => Math.fround(scale * random.normal())) };
  });
}

/** Pictures of noise, and their labels. */
export function batchOf(size: number, seed = 1): { images: CaseInput; labels: number[] } {
  const random = new Random(seed, 'batch');
  const data = Array.from({ length: size * 28 * 28 }, () => random.uniform());
  return {
    images: { shape: [size, 1, 28, 28], data },
    labels: Array.from({ length: size }, () => random.integer(10)),
  };
}

/** Softmax cross-entropy, the mean over the batch. */
export function crossEntropy(logits: Value, labels: Value): Value {
  const logarithms = op.mul(op.logSoftmax(logits), op.oneHot(labels, 10));
  return op.neg(op.reduceMean(op.reduceSum(logarithms, { axes: [1] }), { keepDims: false }));
}

export const tfCrossEntropy = (logits: Tensor, labels: readonly number[]): Tensor => {
  const targets = tf.oneHot(tf.tensor1d([...labels], 'int32'), 10);
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits as Tensor2D), targets), 1)));
};
