// Gradients of matrix products.
import type { Value } from '../graph/graph.ts';
import { readAttributes } from '../graph/operator.ts';
import { Gemm, gemm, matMul, mul, reshape, transpose } from '../graph/operators/index.ts';
import { staticShape } from '../graph/tensor-type.ts';
import type { GradientRule, GradientRules } from './rule.ts';

/** Swaps the last two axes. */
function turned(x: Value): Value {
  const axes = [...x.shape.keys()];
  return transpose(x, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
}

/** As a matrix, with the last axis as its columns. */
const flat = (x: Value): Value => (x.shape.length === 2 ? x : reshape(x, [-1, staticShape(x.shape).at(-1)!]));

const matMulRule: GradientRule = ({ inputs: [a, b] }, dy) => {
  if (b.shape.length !== 2 || a.shape.length < 2) return [matMul(dy, turned(b)), matMul(turned(a), dy)];
  // All rows at once: one product for each picture would have to be summed.
  const db = gemm(flat(a), flat(dy), undefined, { transA: 1 });
  return [a.shape.length === 2 ? gemm(dy, b, undefined, { transB: 1 }) : matMul(dy, turned(b)), db];
};

/** For y = alpha·op(a)·op(b) + beta·c. A product is transposed if its operand was. */
const gemmRule: GradientRule = (node, dy) => {
  const [a, b, c] = node.inputs as readonly (Value | undefined)[] as [Value, Value, Value?];
  const { alpha, beta, ...turns } = readAttributes(Gemm.attributes, node);
  const [transA, transB] = [turns.transA as 0 | 1, turns.transB as 0 | 1];
  const flip = (flag: 0 | 1) => (flag ? 0 : 1);
  const da = transA
    ? gemm(b, dy, undefined, { alpha, transA: transB, transB: 1 })
    : gemm(dy, b, undefined, { alpha, transB: flip(transB) });
  const db = transB
    ? gemm(dy, a, undefined, { alpha, transA: 1, transB: transA })
    : gemm(a, dy, undefined, { alpha, transA: flip(transA) });
  return [da, db, c && (beta === 1 ? dy : mul(dy, beta))];
};

export const linearAlgebraRules: GradientRules = { MatMul: matMulRule, Gemm: gemmRule };
