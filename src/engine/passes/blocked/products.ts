// Recognises products of a matrix and weights, and the gradients of the weights. A matrix may have any number
// of axes: the last one has its columns.
import type { Node, Value } from '../../graph/graph.ts';
import { readAttributes } from '../../graph/operator.ts';
import { Add, Gemm, MatMul, permutationOf, Reshape, Transpose } from '../../graph/operators/index.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';

/** `x · weights + bias`, or `x · weightsᵀ + bias`. */
export interface Product {
  readonly x: Value;
  readonly weights: Value;
  readonly isTurned: boolean;
  readonly bias?: Value;
}

/** The factors of `aᵀ · b`, the gradient of weights. */
export function factorsOfWeightGradient(node: Node): readonly [a: Value, b: Value] | undefined {
  if (node.operator !== Gemm || node.inputs[2]) return undefined;
  const { alpha, transA, transB } = readAttributes(Gemm.attributes, node);
  const [a, b] = node.inputs as readonly [Value, Value];
  return alpha === 1 && transA === 1 && transB === 0 && isMatrix(a) && isMatrix(b) ? [a, b] : undefined;
}

/** @param isReadOnce whether no other node reads the product that a bias is added to */
export function productOf(node: Node, isReadOnce: (value: Value) => boolean): Product | undefined {
  if (node.operator === MatMul) return plainProduct(node);
  if (node.operator === Gemm) return gemmProduct(node);
  if (node.operator !== Add) return undefined;
  const [a, b] = node.inputs as readonly [Value, Value];
  const [sum, bias] = a.producer?.operator === MatMul ? [a, b] : [b, a];
  const product = sum.producer?.operator === MatMul ? plainProduct(sum.producer) : undefined;
  return product && isBiasOf(bias, sum) && isReadOnce(sum) ? { ...product, bias } : undefined;
}

function plainProduct({ inputs }: Node): Product | undefined {
  const [x, factor] = inputs as readonly [Value, Value];
  if (factor.shape.length !== 2 || !isMatrix(x) || !isMatrix(factor)) return undefined;
  const turning = factor.producer?.operator === Transpose ? factor.producer : undefined;
  const isTurned = turning !== undefined && permutationOf(turning).join() === '1,0';
  return { x, weights: isTurned ? turning.inputs[0]! : factor, isTurned };
}

function gemmProduct(node: Node): Product | undefined {
  const { alpha, beta, transA, transB } = readAttributes(Gemm.attributes, node);
  const [x, weights, bias] = node.inputs as readonly [Value, Value, Value?];
  const isPlain = alpha === 1 && transA === 0 && isMatrix(x) && isMatrix(weights);
  if (!isPlain || (bias && !(beta === 1 && isBiasOf(bias, node.outputs[0]!)))) return undefined;
  return { x, weights, isTurned: transB === 1, ...(bias && { bias }) };
}

const isMatrix = ({ dtype, shape }: Value): boolean =>
  dtype === 'float32' && shape.length >= 2 && shape.every((size) => typeof size === 'number');

const isBiasOf = ({ shape }: Value, sum: Value): boolean =>
  shape.length === 1 && shape[0] === sum.shape.at(-1);

/** How many rows and columns a matrix has. */
export function sizesOf({ shape }: Value): { rows: number; columns: number } {
  const sizes = staticShape(shape);
  return { rows: sizeOf(sizes.slice(0, -1)), columns: sizes.at(-1)! };
}

/** The same matrix before its rows were reshaped. */
export function unshaped(matrix: Value): Value {
  const { producer, shape } = matrix;
  const before = producer?.operator === Reshape ? producer.inputs[0]! : undefined;
  return before && before.shape.at(-1) === shape.at(-1) ? unshaped(before) : matrix;
}
