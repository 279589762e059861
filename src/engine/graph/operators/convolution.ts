// Convolution, its transpose, and the gradient of its weights as a separate operator. Layout: pictures
// `[batch, channels, ...spatial]`, weights `[filters, channels / group, ...kernel]`.
import { apply, type Value } from '../graph.ts';
import {
  type Attributes,
  type Call,
  defineOperator,
  GraphError,
  input,
  int,
  ints,
  readAttributes,
  sharedDType,
} from '../operator.ts';
import { formatShape, sameShape, staticShape, type Dimension } from '../tensor-type.ts';
import { reach, slide, windowAttributes, windowOf, type WindowAttributes } from './window.ts';

/** The attributes of `conv`. */
export interface ConvAttributes extends WindowAttributes {
  /** How many groups the channels and filters are divided into; 1 by default. */
  group?: number;
}

const attributes = { ...windowAttributes, group: int(1) };

/** The groups of a convolution, or of one of its gradients. */
export const groupsOf = (node: { attributes: Attributes }): number => readAttributes(attributes, node).group;

/** The operator of `conv`. */
export const Conv = defineOperator('Conv', {
  inputs: [2, 3],
  attributes,
  infer: (call, { group }) => {
    const [x, w] = [input(call, 0).shape, staticShape(input(call, 1).shape)];
    if (x[1] !== w[1]! * group) {
      throw new GraphError(
        `weights ${formatShape(w)} in ${group} groups do not fit ${String(x[1])} channels`,
      );
    }
    if (w[0]! % group !== 0) throw new GraphError(`${w[0]} filters can't be divided into ${group} groups`);
    checkBias(call, w[0]!);
    const window = windowOf(call, w.slice(2));
    return [{ dtype: sharedDType(call), shape: [x[0]!, w[0]!, ...slide(x.slice(2), window)] }];
  },
});

function checkBias(call: Call, filters: number): void {
  const bias = call.inputs[2];
  if (bias && !sameShape(bias.shape, [filters])) {
    throw new GraphError(`expected a bias of [${filters}], got ${formatShape(bias.shape)}`);
  }
}

/** The attributes of `convTranspose`. */
export interface ConvTransposeAttributes extends ConvAttributes {
  /** How many elements are added at the end of each spatial axis of the result; 0 by default. */
  output_padding?: readonly number[];
}

/** The operator of `convTranspose`. Its weights are `[channels, filters / group, ...kernel]`. */
export const ConvTranspose = defineOperator('ConvTranspose', {
  inputs: [2, 3],
  attributes: { ...attributes, output_padding: ints() },
  infer: (call, { group, output_padding: extra }) => {
    const [x, w] = [input(call, 0).shape, staticShape(input(call, 1).shape)];
    if (x[1] !== w[0]) throw new GraphError(`weights ${formatShape(w)} do not fit ${String(x[1])} channels`);
    const filters = w[1]! * group;
    checkBias(call, filters);
    const window = windowOf(call, w.slice(2));
    const spatial = staticShape(x.slice(2)).map(
      (size, axis) =>
        (size - 1) * window.strides[axis]! +
        reach(window, axis) +
        (extra?.[axis] ?? 0) -
        window.pads[axis]! -
        window.pads[axis + window.kernel.length]!,
    );
    return [{ dtype: sharedDType(call), shape: [x[0]!, filters, ...spatial] }];
  },
});

/**
 * The gradient of a loss with respect to a convolution's weights, from the convolution's input and the
 * gradient of its output. Not part of ONNX: a pass lowers it to the best form for the device.
 */
export const ConvWeightGradient = defineOperator('ConvWeightGradient', {
  domain: 'atelier',
  inputs: 2,
  attributes,
  infer: (call, { group, kernel_shape: kernel }) => {
    const [x, dy] = [input(call, 0).shape, input(call, 1).shape];
    const spatial = slide(x.slice(2), windowOf(call, kernel));
    if (!sameShape(dy.slice(2), spatial)) {
      throw new GraphError(
        `expected a gradient with spatial axes ${formatShape(spatial)}, got ${formatShape(dy)}`,
      );
    }
    const shape: Dimension[] = [dy[1]!, staticShape(x)[1]! / group, ...kernel];
    return [{ dtype: sharedDType(call), shape }];
  },
});

/**
 * The convolution of `[batch, channels, ...spatial]` with weights `[filters, channels / group, ...kernel]`,
 * plus an optional bias `[filters]`.
 */
export const conv = (x: Value, weights: Value, bias?: Value, attributes: ConvAttributes = {}): Value =>
  apply(Conv, bias ? [x, weights, bias] : [x, weights], { kernel_shape: kernelOf(weights), ...attributes });

/**
 * The transpose of `conv`, which enlarges pictures: `[batch, channels, ...spatial]` with weights
 * `[channels, filters / group, ...kernel]`, plus an optional bias `[filters]`.
 */
export const convTranspose = (
  x: Value,
  weights: Value,
  bias?: Value,
  attributes: ConvTransposeAttributes = {},
): Value =>
  apply(ConvTranspose, bias ? [x, weights, bias] : [x, weights], {
    kernel_shape: kernelOf(weights),
    ...attributes,
  });

/**
 * The gradient of a loss with respect to the weights of `conv`, from its input and the gradient of its
 * output.
 */
export const convWeightGradient = (
  x: Value,
  dy: Value,
  attributes: ConvAttributes & { kernel_shape: readonly number[] },
): Value => apply(ConvWeightGradient, [x, dy], { ...attributes });

const kernelOf = (weights: Value): number[] => staticShape(weights.shape.slice(2));
