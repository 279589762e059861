// Pooling over spatial windows, and the gradient of max pooling as a separate operator.
import { apply, applyAll, type Value } from '../graph.ts';
import {
  defineOperator,
  GraphError,
  input,
  int,
  sharedDType,
  type Call,
  type Operator,
} from '../operator.ts';
import { sameShape, type Dimension } from '../tensor-type.ts';
import { poolingWindow, slide, windowAttributes, type WindowAttributes } from './window.ts';

/** The attributes of `maxPool`. */
export interface PoolAttributes extends WindowAttributes {
  /** The size of the window along each spatial axis. */
  kernel_shape: readonly number[];
  /** 1 to include a last window that extends beyond the end. */
  ceil_mode?: 0 | 1;
}

/** The attributes of `averagePool`. */
export interface AveragePoolAttributes extends PoolAttributes {
  /** 1 to average over padding as zeros; by default padding does not count. */
  count_include_pad?: 0 | 1;
}

/** The attributes that all pooling operators share. @internal */
export const poolingAttributes = { ...windowAttributes, ceil_mode: int(0) };

function pooledShape(call: Call, ceilMode: number): Dimension[] {
  const { shape } = input(call, 0);
  return [shape[0]!, shape[1]!, ...slide(shape.slice(2), poolingWindow(call), ceilMode === 1)];
}

/** The operator of `maxPool`. Its second output holds the indices of the maxima in the flattened input. */
export const MaxPool = defineOperator('MaxPool', {
  inputs: 1,
  outputs: [1, 2],
  attributes: { ...poolingAttributes, storage_order: int(0) },
  infer: (call, { ceil_mode }) => {
    const shape = pooledShape(call, ceil_mode);
    return [
      { dtype: sharedDType(call), shape },
      { dtype: 'int64', shape },
    ];
  },
});

/** The operator of `averagePool`. */
export const AveragePool = defineOperator('AveragePool', {
  inputs: 1,
  attributes: { ...poolingAttributes, count_include_pad: int(0) },
  infer: (call, { ceil_mode }) => [{ dtype: sharedDType(call), shape: pooledShape(call, ceil_mode) }],
});

const globalPooling = (type: string): Operator =>
  defineOperator(type, {
    inputs: 1,
    infer: (call) => {
      const { dtype, shape } = input(call, 0);
      if (shape.length < 3) throw new GraphError('expected [batch, channels, ...spatial]');
      return [{ dtype, shape: [shape[0]!, shape[1]!, ...shape.slice(2).map(() => 1)] }];
    },
  });

/** The operator of `globalAveragePool`. */
export const GlobalAveragePool = globalPooling('GlobalAveragePool');
/** The operator of `globalMaxPool`. */
export const GlobalMaxPool = globalPooling('GlobalMaxPool');

/**
 * The gradient of a loss with respect to the input of a max pooling, from that input, the output and the
 * gradient of the output. Equal maxima of a window share the gradient in equal parts. Not part of ONNX: a
 * pass lowers it.
 */
export const MaxPoolGradient = defineOperator('MaxPoolGradient', {
  domain: 'atelier',
  inputs: 3,
  attributes: poolingAttributes,
  infer: (call, { ceil_mode }) => {
    const shape = pooledShape(call, ceil_mode);
    if (![1, 2].every((position) => sameShape(input(call, position).shape, shape))) {
      throw new GraphError('the shapes of the output and its gradient do not fit the input');
    }
    return [{ dtype: sharedDType(call), shape: input(call, 0).shape }];
  },
});

/** The largest element of each window of `[batch, channels, ...spatial]`. */
export const maxPool = (x: Value, attributes: PoolAttributes): Value =>
  apply(MaxPool, [x], { ...attributes });

/** Max pooling that also returns the indices of the maxima in the flattened input, as int64. */
export const maxPoolWithIndices = (x: Value, attributes: PoolAttributes): readonly Value[] =>
  applyAll(MaxPool, [x], { ...attributes }, 2);

/** The mean of each window of `[batch, channels, ...spatial]`. */
export const averagePool = (x: Value, attributes: AveragePoolAttributes): Value =>
  apply(AveragePool, [x], { ...attributes });

/** The mean over all spatial axes. The axes stay, with size 1. */
export const globalAveragePool = (x: Value): Value => apply(GlobalAveragePool, [x]);

/** The largest element over all spatial axes. The axes stay, with size 1. */
export const globalMaxPool = (x: Value): Value => apply(GlobalMaxPool, [x]);

/**
 * The gradient of a loss with respect to the input of `maxPool`, from its input, its output and the gradient
 * of its output.
 */
export const maxPoolGradient = (x: Value, y: Value, dy: Value, attributes: PoolAttributes): Value =>
  apply(MaxPoolGradient, [x, y, dy], { ...attributes });
