// Batch normalisation and dropout: the operators that behave differently in training.
import { applyAll, apply, type Value } from '../graph.ts';
import { defineOperator, float, GraphError, input, int, sharedDType } from '../operator.ts';
import { formatShape, sameShape } from '../tensor-type.ts';
import { broadcastShapes } from './broadcast.ts';
import { normalizeAxis } from './reduction.ts';

/**
 * Ioffe & Szegedy (2015). Inputs: x, scale, bias, running mean, running variance. With `training_mode` 1 it
 * normalises by the statistics of the batch. The second and third outputs are then the new running values,
 * `old · momentum + batch · (1 - momentum)`, with the population variance.
 */
export const BatchNormalization = defineOperator('BatchNormalization', {
  inputs: 5,
  outputs: [1, 3],
  attributes: { epsilon: float(1e-5), momentum: float(0.9), training_mode: int(0) },
  infer: (call, attributes) => {
    const x = input(call, 0);
    const channels = [x.shape[1]!];
    for (let i = 1; i < 5; i++) {
      if (!sameShape(input(call, i).shape, channels)) {
        throw new GraphError(`expected shape ${formatShape(channels)} for input ${i}`);
      }
    }
    const training = attributes.training_mode === 1;
    if (training !== call.outputCount > 1)
      throw new GraphError('expected the running values as outputs if, and only if, training_mode is 1');
    const running = { dtype: input(call, 3).dtype, shape: channels };
    return [{ dtype: x.dtype, shape: x.shape }, running, running];
  },
});

/**
 * The gradients of a loss with respect to x, scale and bias of a BatchNormalization in training, from x,
 * scale and the gradient of its output. Not part of ONNX: a pass writes it out.
 */
export const BatchNormalizationGradient = defineOperator('BatchNormalizationGradient', {
  domain: 'atelier',
  inputs: 3,
  outputs: 3,
  attributes: { epsilon: float(1e-5) },
  infer: (call) => {
    const [x, scale, dy] = [input(call, 0), input(call, 1), input(call, 2)];
    if (!sameShape(x.shape, dy.shape))
      throw new GraphError(`expected a gradient of ${formatShape(x.shape)}, got ${formatShape(dy.shape)}`);
    const dtype = sharedDType(call);
    return [x.shape, scale.shape, scale.shape].map((shape) => ({ dtype, shape }));
  },
});

/** Ba et al. (2016): normalises over the axes from `axis` on. Inputs: x, scale, and an optional bias. */
export const LayerNormalization = defineOperator('LayerNormalization', {
  inputs: [2, 3],
  attributes: { axis: int(-1), epsilon: float(1e-5), stash_type: int(1) },
  infer: (call, { axis }) => {
    const { shape } = input(call, 0);
    const normalized = shape.slice(normalizeAxis(axis, shape.length));
    for (const value of call.inputs.slice(1)) {
      if (value && !sameShape(broadcastShapes(value.shape, normalized), normalized))
        throw new GraphError(`expected shape ${formatShape(normalized)} for scale and bias`);
    }
    return [{ dtype: sharedDType(call), shape }];
  },
});

/**
 * Ulyanov et al. (2016): normalises each channel of each picture over its spatial axes. Inputs: x, and scale
 * and bias of `[channels]`.
 */
export const InstanceNormalization = defineOperator('InstanceNormalization', {
  inputs: 3,
  attributes: { epsilon: float(1e-5) },
  infer: (call) => {
    const { shape } = input(call, 0);
    if (shape.length < 3) throw new GraphError('expected [batch, channels, ...spatial]');
    for (const position of [1, 2]) {
      if (!sameShape(input(call, position).shape, [shape[1]!]))
        throw new GraphError(`expected shape ${formatShape([shape[1]!])} for scale and bias`);
    }
    return [{ dtype: sharedDType(call), shape }];
  },
});

/**
 * `x · scale + shift` for each channel, with scale and shift of `[channels]`; either may be left out. Not
 * part of ONNX: normalisation is written out with it, and a pass lowers it to the best form for the device.
 */
export const ScaleShift = defineOperator('ScaleShift', {
  domain: 'atelier',
  inputs: [1, 3],
  infer: (call) => {
    const { shape } = call.inputs[0]!;
    for (const value of call.inputs.slice(1)) {
      if (value && !sameShape(value.shape, [shape[1]!])) {
        throw new GraphError(`expected shape ${formatShape([shape[1]!])} for scale and shift`);
      }
    }
    return [{ dtype: sharedDType(call), shape }];
  },
});

/**
 * Srivastava et al. (2014). Inputs: x, ratio, whether to train. The second output is the mask of the kept
 * elements.
 */
export const Dropout = defineOperator('Dropout', {
  inputs: [1, 3],
  outputs: [1, 2],
  attributes: { seed: int() },
  infer: (call) => {
    const { shape } = input(call, 0);
    return [
      { dtype: sharedDType(call, [0]), shape },
      { dtype: 'bool', shape },
    ];
  },
});

/** The attributes of `batchNormalizationTraining`. */
export interface BatchNormalizationAttributes {
  /** Added to the variance; 1e-5 by default. */
  epsilon?: number;
  /** The weight of the old running values; 0.9 by default. */
  momentum?: number;
}

/** Normalises by the given running values, as in inference. */
export const batchNormalization = (
  x: Value,
  scale: Value,
  bias: Value,
  mean: Value,
  variance: Value,
  attributes: { epsilon?: number } = {},
): Value => apply(BatchNormalization, [x, scale, bias, mean, variance], attributes);

/**
 * Normalises by the mean and variance of the batch. Returns the result and the new running mean and variance.
 */
export function batchNormalizationTraining(
  x: Value,
  scale: Value,
  bias: Value,
  mean: Value,
  variance: Value,
  attributes: BatchNormalizationAttributes = {},
): readonly [y: Value, mean: Value, variance: Value] {
  const operands = [x, scale, bias, mean, variance];
  const outputs = applyAll(BatchNormalization, operands, { ...attributes, training_mode: 1 }, 3);
  return [outputs[0]!, outputs[1]!, outputs[2]!];
}

/** The gradients with respect to x, scale and bias. */
export const batchNormalizationGradient = (
  x: Value,
  scale: Value,
  dy: Value,
  attributes: { epsilon?: number },
): readonly Value[] => applyAll(BatchNormalizationGradient, [x, scale, dy], attributes, 3);

/**
 * Normalises over the axes from `axis` on, by default the last one; scale and bias broadcast to these axes.
 */
export const layerNormalization = (
  x: Value,
  scale: Value,
  bias?: Value,
  attributes: { axis?: number; epsilon?: number } = {},
): Value => apply(LayerNormalization, bias ? [x, scale, bias] : [x, scale], attributes);

/** Normalises each channel of each picture over its spatial axes; scale and bias are `[channels]`. */
export const instanceNormalization = (
  x: Value,
  scale: Value,
  bias: Value,
  attributes: { epsilon?: number } = {},
): Value => apply(InstanceNormalization, [x, scale, bias], attributes);

/** `x · scale + shift` for each channel, with scale and shift of `[channels]`. */
export const scaleShift = (x: Value, scale: Value | undefined, shift?: Value): Value =>
  apply(ScaleShift, [x, scale, shift]);

/**
 * Drops elements at random, using the runtime's generator. Returns the result and the mask of the kept
 * elements.
 */
export function dropout(x: Value, ratio: number, seed: number): readonly [y: Value, mask: Value] {
  const training = x.graph.constant(Uint8Array.of(1), [], 'bool');
  const outputs = applyAll(Dropout, [x, x.graph.scalar(ratio), training], { seed }, 2);
  return [outputs[0]!, outputs[1]!];
}
