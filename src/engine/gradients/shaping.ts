// Gradients of operators that move elements: they move the gradient back.
import { GraphError, intAttribute, intsAttribute } from '../graph/operator.ts';
import { cast, pad, reshape, slice, transpose } from '../graph/operators/index.ts';
import { normalizeAxis } from '../graph/operators/reduction.ts';
import { padsOf, sliceRanges } from '../graph/operators/shaping.ts';
import { unslice } from '../graph/operators/unslice.ts';
import { isFloat, staticShape } from '../graph/tensor-type.ts';
import { unbroadcast, type GradientRule, type GradientRules } from './rule.ts';

const reshapeBack: GradientRule = ({ inputs: [x] }, dy) => [reshape(dy, staticShape(x.shape))];

const transposeRule: GradientRule = (node, dy) => {
  const perm = intsAttribute(node, 'perm', [...dy.shape.keys()].reverse());
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
  const axis = normalizeAxis(intAttribute(node, 'axis', 0), dy.shape.length);
  let end = 0;
  return node.inputs.map((x) => {
    const start = end;
    end += x.shape[axis] as number;
    return slice(dy, { starts: [start], ends: [end], axes: [axis] });
  });
};

const padRule: GradientRule = (node, dy) => {
  if ((node.attributes['mode'] ?? 'constant') !== 'constant') {
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
  Expand: ({ inputs: [x] }, dy) => [unbroadcast(dy, x)],
};
