// Gradients of operators that move elements: they move the gradient back.
import { GraphError, readAttributes } from '../graph/operator.ts';
import { cast, Concat, Pad, pad, reshape, slice, transpose } from '../graph/operators/index.ts';
import { normalizeAxis } from '../graph/operators/reduction.ts';
import { padsOf, permutationOf, sliceRanges } from '../graph/operators/shaping.ts';
import { unslice } from '../graph/operators/unslice.ts';
import { isFloat, staticShape } from '../graph/tensor-type.ts';
import type { GradientRule, GradientRules } from './rule.ts';

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
    throw new GraphError(`${node.name}: only constant padding has a gradient rule`);
  }
  return [
    pad(
      dy,
      padsOf(node).map((size) => -size),
    ),
  ];
};

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
};
