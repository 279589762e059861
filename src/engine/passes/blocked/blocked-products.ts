// Computes products of tall matrices, such as the tokens of all pictures times the weights of a dense layer,
// as 1×1 convolutions in the blocked layout: rows are the places of one picture, columns its channels. The
// runtime's blocked kernels reach the speed of the arithmetic, its general products some 70 % of it. A
// product starts a blocked stretch, elementwise operators and sums over rows continue it, and all other
// operators read its plain copy, which is left out if nothing does.
import type { Graph, Node, Value } from '../../graph/graph.ts';
import { blockedConv, fromBlocked, toBlocked } from '../../graph/operators/blocked.ts';
import { ReduceSum, reduceSum, reshape, transpose } from '../../graph/operators/index.ts';
import { reducedAxes } from '../../graph/operators/reduction.ts';
import { sameShape, staticShape } from '../../graph/tensor-type.ts';
import { isElementwise } from '../elementwise.ts';
import { copyNode, rewrite, type Rewriting } from '../rewrite.ts';
import { countUses } from '../uses.ts';
import { factorsOfWeightGradient, productOf, sizesOf, unshaped } from './products.ts';

type Translate = Rewriting['translate'];
/** Returns the replacement of a node's result, or undefined for a plain copy. */
type Rule = (node: Node, matrices: BlockedMatrices, rewriting: Rewriting) => Value | undefined;

/** Rewrites a graph for the block size that `findBlockSize` found. */
export function blockedProducts(source: Graph, blockSize: number): Graph {
  const uses = countUses(source);
  const matrices = new BlockedMatrices(blockSize);
  const rules = [weightGradient, product((value) => uses.get(value) === 1), elementwise, sumOfRows];
  return rewrite(source, (node, rewriting) => {
    for (const rule of rules) {
      const replacement = rule(node, matrices, rewriting);
      if (replacement) return [replacement];
    }
    return undefined;
  });
}

/** Matrices as pictures in blocks, `[1, columns, block, rows / block]`, by their values in the old graph. */
class BlockedMatrices {
  readonly blockSize: number;
  private readonly computed = new Map<Value, Value>();
  private readonly converted = new Map<Value, Value>();

  constructor(blockSize: number) {
    this.blockSize = blockSize;
  }

  /** Whether this many rows can be blocked, and are so many that it pays. */
  areTall(rows: number, ...columns: readonly number[]): boolean {
    return [rows, ...columns].every((size) => size % this.blockSize === 0) && rows >= Math.max(...columns);
  }

  /** The matrix in blocks, if it was computed in blocks. */
  find(matrix: Value): Value | undefined {
    return this.computed.get(unshaped(matrix));
  }

  /** The matrix in blocks; it is converted only once. */
  blocked(matrix: Value, translate: Translate): Value {
    const root = unshaped(matrix);
    const known = this.computed.get(root) ?? this.converted.get(root);
    if (known) return known;
    const { rows, columns } = sizesOf(root);
    const picture = reshape(translate(root), [1, this.blockSize, rows / this.blockSize, columns]);
    const converted = toBlocked(picture, true);
    this.converted.set(root, converted);
    return converted;
  }

  /** Keeps a result in blocks. @returns its plain copy */
  define(matrix: Value, blocked: Value): Value {
    this.computed.set(matrix, blocked);
    return reshape(fromBlocked(blocked, true), staticShape(matrix.shape));
  }
}

/**
 * `aᵀ · b`: the columns of the narrower matrix are the places of a picture, whose channels are the rows. In
 * blocks, the wider matrix has the order of the weights of a convolution from rows to columns.
 */
const weightGradient: Rule = (node, matrices, { translate }) => {
  const factors = factorsOfWeightGradient(node);
  if (!factors) return undefined;
  const [a, b] = factors;
  const { rows } = sizesOf(a);
  const [height, width] = staticShape(node.outputs[0]!.shape) as [number, number];
  if (!matrices.areTall(rows, height, width)) return undefined;
  const [narrow, wide] = height <= width ? [a, b] : [b, a];
  const [places, filters] = [Math.min(height, width), Math.max(height, width)];
  const { blockSize } = matrices;
  const picture = toBlocked(reshape(translate(narrow), [1, rows, blockSize, places / blockSize]));
  const weights = reshape(matrices.blocked(wide, translate), [filters, rows, 1, 1]);
  const gradient = blockedConv(picture, weights, undefined, point);
  return reshape(fromBlocked(gradient, height <= width), [height, width]);
};

/** @param isReadOnce whether only one node reads a value */
const product =
  (isReadOnce: (value: Value) => boolean): Rule =>
  (node, matrices, { translate }) => {
    const found = productOf(node, isReadOnce);
    if (!found) return undefined;
    const [y] = node.outputs as readonly [Value];
    const { rows, columns } = sizesOf(y);
    const { columns: inner } = sizesOf(found.x);
    if (!matrices.areTall(rows, inner, columns)) return undefined;
    const weights = translate(found.weights);
    const filters = found.isTurned
      ? toBlocked(reshape(weights, [1, columns, inner, 1]))
      : toBlocked(reshape(weights, [1, inner, 1, columns]), true);
    const kernel = reshape(filters, [columns, inner, 1, 1]);
    const bias = found.bias && translate(found.bias);
    return matrices.define(y, blockedConv(matrices.blocked(found.x, translate), kernel, bias, point));
  };

const point = { kernel_shape: [1, 1] };

/** Continues the layout if all operands but scalars were computed in it. */
const elementwise: Rule = (node, matrices, { graph, translate }) => {
  const [y] = node.outputs as readonly [Value];
  const operands = node.inputs.flatMap((value) => value ?? []).filter(({ shape }) => shape.length > 0);
  const fits = operands.every((value) => sameShape(value.shape, y.shape) && matrices.find(value));
  if (!isElementwise(node) || y.dtype !== 'float32' || operands.length === 0 || !fits) return undefined;
  const inBlocks: Translate = (value) => matrices.find(value) ?? translate(value);
  return matrices.define(y, copyNode(node, graph, inBlocks)[0]!);
};

/** A sum over some of the rows, such as the gradient of a bias. */
const sumOfRows: Rule = (node, matrices) => {
  const [x] = node.inputs as readonly [Value];
  const blocked = node.operator === ReduceSum ? matrices.find(x) : undefined;
  if (!blocked) return undefined;
  const axes = reducedAxes(node);
  const [...outer] = staticShape(x.shape);
  const columns = outer.pop()!;
  if (axes.length === 0 || axes.includes(outer.length)) return undefined;
  const { blockSize } = matrices;
  const places = reshape(blocked, [columns / blockSize, ...outer, blockSize]);
  const sums = reduceSum(places, { axes: axes.map((axis) => axis + 1) });
  const columnsLast = [...outer.map((_, axis) => axis + 1), 0, outer.length + 1];
  return reshape(transpose(sums, columnsLast), staticShape(node.outputs[0]!.shape));
};
