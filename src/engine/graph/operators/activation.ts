// Activations: elementwise operators, and operators over one axis, such as Softmax.
import { apply, type Value } from '../graph.ts';
import {
  defineOperator,
  GraphError,
  input,
  float,
  int,
  sharedDType,
  string,
  type AttributeDefinitions,
  type Attributes,
  type Operator,
} from '../operator.ts';
import { isFloat, sameShape, type TensorType } from '../tensor-type.ts';
import { broadcastShapes } from './broadcast.ts';

function floatLikeInput({ dtype, shape }: TensorType): TensorType[] {
  if (!isFloat(dtype)) throw new GraphError('expected a floating-point input');
  return [{ dtype, shape }];
}

// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- an operator without attributes
const elementwise = <const D extends AttributeDefinitions = {}>(
  type: string,
  attributes = {} as D,
): Operator<D> =>
  defineOperator(type, { inputs: 1, attributes, infer: (call) => floatLikeInput(input(call, 0)) });

const overAxis = (type: string) =>
  defineOperator(type, {
    inputs: 1,
    attributes: { axis: int(-1) },
    infer: (call, { axis }) => {
      const x = input(call, 0);
      if (axis < -x.shape.length || axis >= x.shape.length)
        throw new GraphError(`axis ${axis} is out of range for rank ${x.shape.length}`);
      return floatLikeInput(x);
    },
  });

/** The operator of `relu`. */
export const Relu = elementwise('Relu');
/** The operator of `leakyRelu`. */
export const LeakyRelu = elementwise('LeakyRelu', { alpha: float(0.01) });
/** The operator of `thresholdedRelu`. */
export const ThresholdedRelu = elementwise('ThresholdedRelu', { alpha: float(1) });
/** The operator of `elu`. */
export const Elu = elementwise('Elu', { alpha: float(1) });
/** The operator of `celu`. */
export const Celu = elementwise('Celu', { alpha: float(1) });
/** The operator of `selu`. */
export const Selu = elementwise('Selu', {
  alpha: float(1.6732632423543772),
  gamma: float(1.0507009873554805),
});
/** The operator of `gelu`. */
export const Gelu = elementwise('Gelu', { approximate: string('none') });
/** The operator of `mish`. */
export const Mish = elementwise('Mish');
/** The operator of `sigmoid`. */
export const Sigmoid = elementwise('Sigmoid');
/** The operator of `hardSigmoid`. */
export const HardSigmoid = elementwise('HardSigmoid', { alpha: float(0.2), beta: float(0.5) });
/** The operator of `hardSwish`. */
export const HardSwish = elementwise('HardSwish');
/** The operator of `tanh`. */
export const Tanh = elementwise('Tanh');
/** The operator of `softplus`. */
export const Softplus = elementwise('Softplus');
/** The operator of `softsign`. */
export const Softsign = elementwise('Softsign');
/** The operator of `prelu`. The slope must broadcast to the input. */
export const PRelu = defineOperator('PRelu', {
  inputs: 2,
  infer: (call) => {
    const x = input(call, 0);
    sharedDType(call);
    if (!sameShape(broadcastShapes(x.shape, input(call, 1).shape), x.shape)) {
      throw new GraphError('the slope does not broadcast to the input');
    }
    return floatLikeInput(x);
  },
});
/** The operator of `softmax`. */
export const Softmax = overAxis('Softmax');
/** The operator of `logSoftmax`. */
export const LogSoftmax = overAxis('LogSoftmax');

/** max(x, 0), elementwise. */
export const relu = (x: Value): Value => apply(Relu, [x]);
/** x if x > 0, otherwise alpha · x; elementwise. alpha is 0.01 by default. */
export const leakyRelu = (x: Value, attributes: { alpha?: number } = {}): Value =>
  apply(LeakyRelu, [x], attributes);
/** x if x > alpha, otherwise 0; elementwise. alpha is 1 by default. */
export const thresholdedRelu = (x: Value, attributes: { alpha?: number } = {}): Value =>
  apply(ThresholdedRelu, [x], attributes);
/** x if x > 0, otherwise alpha · (eˣ - 1); elementwise. alpha is 1 by default. */
export const elu = (x: Value, attributes: { alpha?: number } = {}): Value => apply(Elu, [x], attributes);
/** max(x, 0) + min(0, alpha · (e^(x / alpha) - 1)), elementwise. alpha is 1 by default. */
export const celu = (x: Value, attributes: { alpha?: number } = {}): Value => apply(Celu, [x], attributes);
/**
 * gamma · x if x > 0, otherwise gamma · alpha · (eˣ - 1); elementwise. The defaults are the constants of
 * Klambauer et al. (2017).
 */
export const selu = (x: Value, attributes: { alpha?: number; gamma?: number } = {}): Value =>
  apply(Selu, [x], attributes);
/**
 * x · Φ(x), elementwise. Φ is the normal distribution function; `approximate: 'tanh'` uses a formula with
 * tanh.
 */
export const gelu = (x: Value, attributes: { approximate?: 'none' | 'tanh' } = {}): Value =>
  apply(Gelu, [x], attributes);
/** x · tanh(ln(1 + eˣ)), elementwise. */
export const mish = (x: Value): Value => apply(Mish, [x]);
/** 1 / (1 + e⁻ˣ), elementwise. */
export const sigmoid = (x: Value): Value => apply(Sigmoid, [x]);
/** max(0, min(1, alpha · x + beta)), elementwise. alpha is 0.2 and beta 0.5 by default. */
export const hardSigmoid = (x: Value, attributes: { alpha?: number; beta?: number } = {}): Value =>
  apply(HardSigmoid, [x], attributes);
/** x · max(0, min(1, x / 6 + 0.5)), elementwise. */
export const hardSwish = (x: Value): Value => apply(HardSwish, [x]);
/** The hyperbolic tangent of each element. */
export const tanh = (x: Value): Value => apply(Tanh, [x]);
/** ln(1 + eˣ), elementwise. */
export const softplus = (x: Value): Value => apply(Softplus, [x]);
/** x / (1 + |x|), elementwise. */
export const softsign = (x: Value): Value => apply(Softsign, [x]);
/** x if x > 0, otherwise slope · x; elementwise. The slope broadcasts to x. */
export const prelu = (x: Value, slope: Value): Value => apply(PRelu, [x, slope]);
/** eˣ divided by the sum of eˣ along an axis, the last one by default. */
export const softmax = (x: Value, attributes: { axis?: number } & Attributes = {}): Value =>
  apply(Softmax, [x], attributes);
/** The logarithm of `softmax`, without its loss of precision. */
export const logSoftmax = (x: Value, attributes: { axis?: number } & Attributes = {}): Value =>
  apply(LogSoftmax, [x], attributes);
