// Cases of elementwise arithmetic, with every kind of broadcasting.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Value } from '../../graph/graph.ts';
import * as op from '../../graph/operators/index.ts';
import {
  distinct,
  drawn,
  plainCase,
  tensorflowCase,
  type OperatorCase,
  type OperatorCases,
} from '../operator-case.ts';

type Pair = readonly [left: readonly number[], right: readonly number[]];
const broadcasts: readonly Pair[] = [
  [
    [3, 4],
    [3, 4],
  ],
  [[3, 4], [4]],
  [[4], [2, 3, 4]],
  [
    [3, 1],
    [1, 4],
  ],
  [
    [2, 1, 4],
    [3, 1],
  ],
  [[3, 4], []],
  [[1], [2, 3]],
];

const show = (shapes: Pair) => shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ');

const binaryCases = (
  build: (a: Value, b: Value) => Value,
  compute: (a: Tensor, b: Tensor) => Tensor,
  fill: Parameters<typeof drawn>[1] = {},
): OperatorCase[] =>
  broadcasts.map((shapes) =>
    tensorflowCase(
      show(shapes),
      [drawn(shapes[0], fill), drawn(shapes[1], { ...fill, seed: 2 })],
      (a, b) => build(a, b),
      (a, b) => compute(a, b),
    ),
  );

const stretched = (compute: (a: Tensor, b: Tensor) => Tensor, a: Tensor, b: Tensor): Tensor =>
  compute(tf.add(a, tf.zeros(b.shape)), tf.add(b, tf.zeros(a.shape)));

/**
 * Operands that differ in every element. TensorFlow.js' gradients of extremes do not broadcast, so the
 * operands are expanded first.
 */
const extremeCases = (
  build: (...values: Value[]) => Value,
  compute: (a: Tensor, b: Tensor) => Tensor,
): OperatorCase[] => [
  ...broadcasts.map((shapes) =>
    tensorflowCase(
      show(shapes),
      shapes.map((shape, i) => distinct(shape, { seed: i, shift: i * 0.05 })),
      build,
      (a, b) => stretched(compute, a, b),
    ),
  ),
  tensorflowCase(
    'three operands',
    [distinct([2, 3]), distinct([3], { shift: 0.034 }), distinct([2, 1], { shift: 0.067 })],
    build,
    (a, b, c) => stretched(compute, stretched(compute, a, b), c),
  ),
  tensorflowCase('one operand', [drawn([2, 3])], build, (a) => tf.mul(a, 1)),
];

const matrix = [drawn([3, 5])];
const positive = [drawn([3, 5], { low: 0.4, high: 3 })];
const unary = (
  build: (x: Value) => Value,
  compute: (x: Tensor) => Tensor,
  inputs: OperatorCase['inputs'] = matrix,
): OperatorCase[] => [tensorflowCase('of a matrix', inputs, build, compute)];

const condition = (like: Value, bits: readonly number[], shape: readonly number[]) =>
  like.graph.constant(Uint8Array.from(bits), shape, 'bool');

const choices: OperatorCase[] = [
  tensorflowCase(
    'of equal shapes',
    [drawn([2, 3]), drawn([2, 3], { seed: 2 })],
    (a, b) => op.where(condition(a, [1, 0, 1, 0, 0, 1], [2, 3]), a, b),
    (a, b) => tf.where(tf.tensor([1, 0, 1, 0, 0, 1], [2, 3], 'bool'), a, b),
  ),
  tensorflowCase(
    'broadcasting all three',
    [drawn([3]), drawn([2, 1], { seed: 2 })],
    (a, b) => op.where(condition(a, [1, 0], [2, 1, 1]), a, b),
    (a, b) => {
      const flags = tf.tensor([1, 0], [2, 1, 1]);
      return tf.add(tf.mul(flags, a), tf.mul(tf.sub(1, flags), b));
    },
  ),
];

const limit = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);
const wide = drawn([4, 5], { low: -3, high: 3, avoid: [-1, 1.25] });
const bounds = [
  { shape: [], data: [-1] },
  { shape: [], data: [1.25] },
];

const clipCases: OperatorCase[] = [
  tensorflowCase(
    'constant bounds',
    [wide],
    (x) => op.clip(x, -1, 1.25),
    (x) => tf.clipByValue(x, -1, 1.25),
  ),
  plainCase(
    'bounds with gradients',
    [wide, ...bounds],
    (x, low, high) => op.clip(x, low, high),
    (x, low, high) => x.map((number) => limit(number, low[0]!, high[0]!)),
  ),
  plainCase(
    'a low bound only',
    [wide, bounds[0]!],
    (x, low) => op.clip(x, low),
    (x, low) => x.map((number) => limit(number, low[0]!, Infinity)),
  ),
  plainCase(
    'a high bound only',
    [wide, bounds[1]!],
    (x, high) => op.clip(x, undefined, high),
    (x, high) => x.map((number) => limit(number, -Infinity, high[0]!)),
  ),
  plainCase(
    'no bounds',
    [wide],
    (x) => op.clip(x),
    (x) => x,
  ),
];

const powCases: OperatorCase[] = [
  ...binaryCases(op.pow, tf.pow, { low: 0.5, high: 2 }),
  tensorflowCase(
    'of negative numbers',
    matrix,
    (x) => op.pow(x, 3),
    (x) => tf.pow(x, 3),
  ),
  tensorflowCase(
    'constant square',
    matrix,
    (x) => op.pow(x, 2),
    (x) => tf.square(x),
  ),
  tensorflowCase(
    'of a constant',
    matrix,
    (x) => op.pow(2.5, x),
    (x) => tf.pow(2.5, x),
  ),
  plainCase(
    'an integer exponent',
    matrix,
    (x) => op.pow(x, x.graph.int64([3])),
    (x) => x.map((number) => number ** 3),
  ),
];

/** Rounding of numbers that are not near a step, which lie at whole numbers plus an offset. */
const rounding = (
  build: (x: Value) => Value,
  compute: (x: number) => number,
  offset: number,
): OperatorCase[] => [
  plainCase(
    'of a matrix',
    [drawn([3, 5], { low: -3, high: 3, avoid: [-3, -2, -1, 0, 1, 2, 3].map((step) => step + offset) })],
    (x) => build(x),
    (x) => x.map(compute),
  ),
];

export const arithmeticCases: OperatorCases = {
  Add: binaryCases(op.add, tf.add),
  Sub: binaryCases(op.sub, tf.sub),
  Mul: binaryCases(op.mul, tf.mul),
  Div: binaryCases(op.div, tf.div, { low: -2, high: 2, avoid: [0, 0.1, 0.2, 0.3, -0.1, -0.2, -0.3] }),
  Pow: powCases,
  Max: extremeCases(op.max, tf.maximum),
  Min: extremeCases(op.min, tf.minimum),
  Sum: [
    tensorflowCase('two operands', [drawn([2, 3]), drawn([3], { seed: 2 })], op.sum, (a, b) => tf.add(a, b)),
    tensorflowCase(
      'three operands',
      [drawn([2, 3]), drawn([3], { seed: 2 }), drawn([2, 1], { seed: 3 })],
      op.sum,
      (a, b, c) => tf.add(tf.add(a, b), c),
    ),
    tensorflowCase('one operand', [drawn([2, 3])], op.sum, (a) => tf.mul(a, 1)),
  ],
  Neg: unary(op.neg, tf.neg),
  Abs: unary(op.abs, tf.abs),
  Exp: unary(op.exp, tf.exp),
  Log: unary(op.log, tf.log, positive),
  Sqrt: unary(op.sqrt, tf.sqrt, positive),
  Sin: unary(op.sin, tf.sin),
  Cos: unary(op.cos, tf.cos),
  Reciprocal: unary(op.reciprocal, tf.reciprocal, positive),
  Erf: unary(op.erf, tf.erf),
  Sign: [
    plainCase(
      'of a matrix',
      matrix,
      (x) => op.sign(x),
      (x) => x.map(Math.sign),
    ),
  ],
  Floor: rounding(op.floor, Math.floor, 0),
  Ceil: rounding(op.ceil, Math.ceil, 0),
  Round: rounding(op.round, Math.round, 0.5),
  Where: choices,
  Clip: clipCases,
};
