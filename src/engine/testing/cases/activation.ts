// Cases of activations. Inputs stay away from kinks.
import * as tf from '@tensorflow/tfjs-core';
import * as op from '../../graph/operators/index.ts';
import { drawn, plainCase, pytorchCase, tensorflowCase, type OperatorCases } from '../operator-case.ts';

const line = drawn([4, 6]);
const wide = (...avoid: number[]) => [drawn([4, 6], { low: -4, high: 4, avoid })];
const each = (f: (x: number) => number) => (x: readonly number[]) => x.map(f);

const softmaxOver = (axis: number, shape = [2, 3, 4]) =>
  tensorflowCase(
    `axis ${axis} of ${shape.length}`,
    [drawn(shape)],
    (x) => op.softmax(x, { axis }),
    (x) => {
      const shifted = tf.exp(tf.sub(x, tf.max(x)));
      return tf.div(shifted, tf.sum(shifted, axis, true));
    },
  );

const logSoftmaxOver = (axis: number, shape = [2, 3, 4]) =>
  tensorflowCase(
    `axis ${axis} of ${shape.length}`,
    [drawn(shape)],
    (x) => op.logSoftmax(x, { axis }),
    (x) => tf.sub(x, tf.logSumExp(x, axis, true)),
  );

export const activationCases: OperatorCases = {
  Relu: [tensorflowCase('of a matrix', [line], op.relu, tf.relu)],
  LeakyRelu: [
    tensorflowCase(
      'by default',
      [line],
      (x) => op.leakyRelu(x),
      (x) => tf.leakyRelu(x, 0.01),
    ),
    tensorflowCase(
      'alpha',
      [line],
      (x) => op.leakyRelu(x, { alpha: 0.3 }),
      (x) => tf.leakyRelu(x, 0.3),
    ),
  ],
  ThresholdedRelu: [
    plainCase(
      'by default',
      wide(1),
      (x) => op.thresholdedRelu(x),
      each((x) => (x > 1 ? x : 0)),
    ),
    plainCase(
      'alpha',
      wide(0.5),
      (x) => op.thresholdedRelu(x, { alpha: 0.5 }),
      each((x) => (x > 0.5 ? x : 0)),
    ),
  ],
  Elu: [
    tensorflowCase('by default', [line], (x) => op.elu(x), tf.elu),
    plainCase(
      'alpha',
      [line],
      (x) => op.elu(x, { alpha: 0.5 }),
      each((x) => (x > 0 ? x : 0.5 * Math.expm1(x))),
    ),
  ],
  Celu: [pytorchCase('celu', (x) => op.celu(x, { alpha: 1.5 }))],
  Selu: [
    pytorchCase('selu by default', (x) => op.selu(x)),
    plainCase(
      'alpha and gamma',
      [line],
      (x) => op.selu(x, { alpha: 1.2, gamma: 0.7 }),
      each((x) => 0.7 * (x > 0 ? x : 1.2 * Math.expm1(x))),
    ),
  ],
  Gelu: [
    pytorchCase('gelu', (x) => op.gelu(x)),
    pytorchCase('gelu approximate', (x) => op.gelu(x, { approximate: 'tanh' })),
  ],
  Mish: [pytorchCase('mish', op.mish)],
  Sigmoid: [tensorflowCase('of a matrix', wide(), op.sigmoid, tf.sigmoid)],
  HardSigmoid: [
    plainCase(
      'by default',
      wide(-2.5, 2.5),
      (x) => op.hardSigmoid(x),
      each((x) => Math.max(0, Math.min(1, 0.2 * x + 0.5))),
    ),
    plainCase(
      'alpha and beta',
      wide(-0.8, 1.2),
      (x) => op.hardSigmoid(x, { alpha: 0.5, beta: 0.4 }),
      each((x) => Math.max(0, Math.min(1, 0.5 * x + 0.4))),
    ),
  ],
  HardSwish: [pytorchCase('hard swish', op.hardSwish)],
  Tanh: [tensorflowCase('of a matrix', wide(), op.tanh, tf.tanh)],
  Softplus: [tensorflowCase('of a matrix', wide(), op.softplus, tf.softplus)],
  Softsign: [pytorchCase('softsign', op.softsign)],
  PRelu: [
    tensorflowCase('a slope for each element', [line, drawn([4, 6], { seed: 2 })], op.prelu, tf.prelu),
    tensorflowCase('a slope for each column', [line, drawn([6], { seed: 2 })], op.prelu, tf.prelu),
    pytorchCase('prelu by channel', (x, slope) => op.prelu(x, op.reshape(slope, [3, 1, 1]))),
  ],
  Softmax: [
    softmaxOver(-1),
    softmaxOver(1),
    softmaxOver(0),
    softmaxOver(-1, [4, 5]),
    pytorchCase('attention-like product', (a, b) => op.softmax(op.matMul(a, b))),
  ],
  LogSoftmax: [logSoftmaxOver(-1), logSoftmaxOver(1), logSoftmaxOver(0), logSoftmaxOver(-1, [4, 5])],
};
