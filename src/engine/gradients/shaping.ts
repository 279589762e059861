// Gradients of operators that move elements: they move the gradient back.
import { GraphError, readAttributes } from '../graph/operator.ts';
import type { Value } from '../graph/graph.ts';
import {
  cast,
  Concat,
  concat,
  expand,
  Gather,
  gather,
  matMul,
  Pad,
  pad,
  reduceSum,
  reshape,
  slice,
  Split,
  transpose,
} from '../graph/operators/index.ts';
import { normalizeAxis } from '../graph/operators/reduction.ts';
import { padsOf, permutationOf, sliceRanges } from '../graph/operators/shaping.ts';
import { unslice } from '../graph/operators/unslice.ts';
import { isFloat, sizeOf, staticShape } from '../graph/tensor-type.ts';
import { castLike, type GradientRule, type GradientRules, type RuleOfSeveralOutputs } from './rule.ts';

const reshapeBack: GradientRule = ({ inputs: [x] }, dy) => [reshape(dy, staticShape(x.shape))];

const transposeRule: GradientRule = (node, dy) => {
  const perm = permutationOf(node);
  return [
    transpose(
      dy,
      perm.map((_, axis) => perm.indexOf(axis)),
    ),
  ];
};

const sliceRule: GradientRule = (node, dy) => {
  const shape = staticShape(node.inputs[0].shape);
  return [sliceRanges(node).reduce((gradient, range) => unslice(gradient, range, shape[range.axis]!), dy)];
};

const concatRule: GradientRule = (node, dy) => {
  const axis = normalizeAxis(readAttributes(Concat.attributes, node).axis, dy.shape.length);
  let end = 0;
  return node.inputs.map((x) => {
    const start = end;
    end += x.shape[axis] as number;
    return slice(dy, { starts: [start], ends: [end], axes: [axis] });
  });
};

const padRule: GradientRule = (node, dy) => {
  if (readAttributes(Pad.attributes, node).mode !== 'constant') {
    throw new GraphError(`${node.name}: only the gradient of constant padding is supported`);
  }
  return [
    pad(
      dy,
      padsOf(node).map((size) => -size),
    ),
  ];
};

/** Sums the copies: each axis is split into copies and elements. */
const tileRule: GradientRule = ({ inputs: [x, list] }, dy) => {
  const shape = staticShape(x.shape);
  const repeats = Array.from(list.data as BigInt64Array, Number);
  const apart = reshape(
    dy,
    shape.flatMap((size, axis) => [repeats[axis]!, size]),
  );
  return [reduceSum(apart, { axes: shape.map((_, axis) => 2 * axis), keepDims: false })];
};

/** Puts elements back at the indices they were taken from, and sums those taken more than once. */
const gatherRule: GradientRule = (node, dy) => {
  const [x, indices] = node.inputs;
  const axis = normalizeAxis(readAttributes(Gather.attributes, node).axis, x.shape.length);
  if (!indices.data)
    throw new GraphError(`Gather ${node.name}: only the gradient of constant indices is supported`);
  const size = staticShape(x.shape)[axis]!;
  const places = Array.from(indices.data as ArrayLike<number | bigint>, (index) => {
    const place = Number(index);
    return place < 0 ? place + size : place;
  });
  const [before, after] = [staticShape(x.shape.slice(0, axis)), staticShape(x.shape.slice(axis + 1))];
  const rows = reshape(dy, [...before, places.length, ...after]);
  const [start, end] = [places[0]!, places.at(-1)!];
  if (places.every((place, i) => place === start + i))
    return [unslice(rows, { axis, start, step: 1, count: end - start + 1 }, size)];
  const flat = reshape(rows, [sizeOf(before), places.length, sizeOf(after)]);
  const isOnce = new Set(places).size === places.length;
  return [reshape((isOnce ? permuteBack : addBack)(flat, places, size), [...before, size, ...after])];
};

/**
 * Puts rows `[outer, count, inner]`, each used once, at their places in `[outer, size, inner]`, with zeros
 * elsewhere.
 */
function permuteBack(rows: Value, places: readonly number[], size: number): Value {
  const inverse = new BigInt64Array(size).fill(BigInt(places.length)); // the row of zeros after the others
  places.forEach((place, i) => (inverse[place] = BigInt(i)));
  const withZeros = places.length < size ? pad(rows, [0, 0, 0, 0, 1, 0]) : rows;
  return gather(withZeros, rows.graph.constant(inverse, [size], 'int64', 'places'), 1);
}

/**
 * Adds rows `[outer, count, inner]` to their places in `[outer, size, inner]`, as a matrix product with ones.
 */
function addBack(rows: Value, places: readonly number[], size: number): Value {
  if (size * places.length > mostOnes)
    throw new GraphError(
      `Gather: the gradient of ${places.length} indices into ${size} elements is too large`,
    );
  const ones = new Float32Array(size * places.length);
  places.forEach((place, i) => (ones[place * places.length + i] = 1));
  const matrix = rows.graph.constant(ones, [size, places.length], 'float32', 'places');
  return matMul(castLike(matrix, rows), rows);
}

/** The most elements of a matrix of ones and zeros. */
const mostOnes = 2 ** 24;

const splitRule: RuleOfSeveralOutputs = (node, dys) => {
  const axis = normalizeAxis(readAttributes(Split.attributes, node).axis, node.inputs[0].shape.length);
  const parts = node.outputs.map((output, i) => dys[i] ?? zeros(output));
  return [concat(parts, axis)];
};

const zeros = (like: Value): Value => expand(like.graph.scalar(0, like.dtype), staticShape(like.shape));

const castRule: GradientRule = ({ inputs: [x] }, dy) => [isFloat(x.dtype) ? cast(dy, x.dtype) : undefined];

export const shapingRules: GradientRules = {
  Identity: (_, dy) => [dy],
  Cast: castRule,
  Reshape: reshapeBack,
  Flatten: reshapeBack,
  Squeeze: reshapeBack,
  Unsqueeze: reshapeBack,
  Transpose: transposeRule,
  Slice: sliceRule,
  Concat: concatRule,
  Pad: padRule,
  Expand: (_, dy) => [dy],
  Tile: tileRule,
  Gather: gatherRule,
};

export const shapingRulesOfSeveralOutputs: Readonly<Record<string, RuleOfSeveralOutputs>> = {
  Split: splitRule,
};
