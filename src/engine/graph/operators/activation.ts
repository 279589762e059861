// Activations: operators on each element, and those over one axis (Softmax and its kin).
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
      if (axis < -x.shape.length || axis >= x.shape.length) throw new GraphError(`there is no axis ${axis}`);
      return floatLikeInput(x);
    },
  });

export const Relu = elementwise('Relu');
export const LeakyRelu = elementwise('LeakyRelu', { alpha: float(0.01) });
export const ThresholdedRelu = elementwise('ThresholdedRelu', { alpha: float(1) });
export const Elu = elementwise('Elu', { alpha: float(1) });
export const Celu = elementwise('Celu', { alpha: float(1) });
export const Selu = elementwise('Selu', {
  alpha: float(1.6732632423543772),
  gamma: float(1.0507009873554805),
});
export const Gelu = elementwise('Gelu', { approximate: string('none') });
export const Mish = elementwise('Mish');
export const Sigmoid = elementwise('Sigmoid');
export const HardSigmoid = elementwise('HardSigmoid', { alpha: float(0.2), beta: float(0.5) });
export const HardSwish = elementwise('HardSwish');
export const Tanh = elementwise('Tanh');
export const Softplus = elementwise('Softplus');
export const Softsign = elementwise('Softsign');
/** The slope broadcasts to the input. */
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
export const Softmax = overAxis('Softmax');
export const LogSoftmax = overAxis('LogSoftmax');

export const relu = (x: Value): Value => apply(Relu, [x]);
export const leakyRelu = (x: Value, attributes: { alpha?: number } = {}): Value =>
  apply(LeakyRelu, [x], attributes);
export const thresholdedRelu = (x: Value, attributes: { alpha?: number } = {}): Value =>
  apply(ThresholdedRelu, [x], attributes);
export const elu = (x: Value, attributes: { alpha?: number } = {}): Value => apply(Elu, [x], attributes);
export const celu = (x: Value, attributes: { alpha?: number } = {}): Value => apply(Celu, [x], attributes);
export const selu = (x: Value, attributes: { alpha?: number; gamma?: number } = {}): Value =>
  apply(Selu, [x], attributes);
export const gelu = (x: Value, attributes: { approximate?: 'none' | 'tanh' } = {}): Value =>
  apply(Gelu, [x], attributes);
export const mish = (x: Value): Value => apply(Mish, [x]);
export const sigmoid = (x: Value): Value => apply(Sigmoid, [x]);
export const hardSigmoid = (x: Value, attributes: { alpha?: number; beta?: number } = {}): Value =>
  apply(HardSigmoid, [x], attributes);
export const hardSwish = (x: Value): Value => apply(HardSwish, [x]);
export const tanh = (x: Value): Value => apply(Tanh, [x]);
export const softplus = (x: Value): Value => apply(Softplus, [x]);
export const softsign = (x: Value): Value => apply(Softsign, [x]);
export const prelu = (x: Value, slope: Value): Value => apply(PRelu, [x, slope]);
export const softmax = (x: Value, attributes: { axis?: number } & Attributes = {}): Value =>
  apply(Softmax, [x], attributes);
export const logSoftmax = (x: Value, attributes: { axis?: number } & Attributes = {}): Value =>
  apply(LogSoftmax, [x], attributes);
