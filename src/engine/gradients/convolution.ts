// Gradients of convolution and its transpose: each is the other's gradient with respect to its input.
import type { Value } from '../graph/graph.ts';
import {
  conv,
  type ConvAttributes,
  convTranspose,
  convWeightGradient,
  groupsOf,
  reduceSum,
} from '../graph/operators/index.ts';
import { unreached, windowOf, type Window } from '../graph/operators/window.ts';
import { staticShape } from '../graph/tensor-type.ts';
import type { GradientRule, GradientRules, RuleNode } from './rule.ts';

function geometry(node: RuleNode): {
  window: Window;
  attributes: Required<ConvAttributes> & { kernel_shape: number[] };
} {
  const kernel = staticShape(node.inputs[1].shape.slice(2));
  const window = windowOf(node, kernel);
  const { strides, dilations, pads } = window;
  return {
    window,
    attributes: { strides, dilations, pads, group: groupsOf(node), kernel_shape: kernel },
  };
}

/** The sum over everything but the channels. */
const biasGradient = (dy: Value): Value => {
  const axes = [...dy.shape.keys()].filter((axis) => axis !== 1);
  return reduceSum(dy, { axes, keepDims: false });
};

const convRule: GradientRule = (node, dy) => {
  const [x, weights] = node.inputs;
  const { window, attributes } = geometry(node);
  const output_padding = unreached(staticShape(x.shape.slice(2)), staticShape(dy.shape.slice(2)), window);
  return [
    convTranspose(dy, weights, undefined, { ...attributes, output_padding }),
    convWeightGradient(x, dy, attributes),
    node.inputs.at(2) ? biasGradient(dy) : undefined,
  ];
};

const convTransposeRule: GradientRule = (node, dy) => {
  const [x, weights] = node.inputs;
  const { attributes } = geometry(node);
  return [
    conv(dy, weights, undefined, attributes),
    convWeightGradient(dy, x, attributes),
    node.inputs.at(2) ? biasGradient(dy) : undefined,
  ];
};

export const convolutionRules: GradientRules = { Conv: convRule, ConvTranspose: convTransposeRule };
