// Joining and splitting channels in the blocked layout: moves whole blocks if no boundary lies inside one.
import type { Value } from '../../graph/graph.ts';
import { readAttributes } from '../../graph/operator.ts';
import { normalizeAxis } from '../../graph/operators/reduction.ts';
import { sliceRanges } from '../../graph/operators/shaping.ts';
import { copyNode } from '../rewrite.ts';
import type { Rule } from './layouts.ts';
import { Concat } from '../../graph/operators/index.ts';

export const joining: Rule = (node, layouts) => {
  const values = node.inputs.flatMap((value) => value ?? []);
  const fit =
    normalizeAxis(readAttributes(Concat.attributes, node).axis, node.outputs[0]!.shape.length) === 1 &&
    values.some((value) => layouts.isBlocked(value)) &&
    values.every((value) => layouts.isBlocked(value) || layouts.canBeBlocked(value));
  return fit ? { blocked: copyNode(node, layouts.graph, (value) => layouts.blocked(value))[0]! } : undefined;
};

/** A slice of channels, such as the gradient of a concatenation. */
export const channelSlice: Rule = (node, layouts) => {
  const x = node.inputs[0]!;
  const fit =
    layouts.isBlocked(x) &&
    sliceRanges(node).every(
      ({ axis, start, step, count }) =>
        axis === 1 && step === 1 && layouts.fits(start) && layouts.fits(count) && count > 0,
    );
  const translate = (value: Value) => (value === x ? layouts.blocked(value) : layouts.plain(value));
  return fit ? { blocked: copyNode(node, layouts.graph, translate)[0]! } : undefined;
};
