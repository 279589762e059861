// Quantisation: numbers as small integers with a scale and a zero point, for one tensor or for each index
// along an axis (Jacob et al., 2018).
import { apply, type Value } from '../graph.ts';
import { defineOperator, GraphError, input, int } from '../operator.ts';

const attributes = { axis: int(1) };

/** Inputs: x, scale, zero point. The result has the zero point's type. */
export const QuantizeLinear = defineOperator('QuantizeLinear', {
  inputs: 3,
  attributes,
  infer: (call) => {
    const { dtype } = input(call, 2);
    if (dtype !== 'uint8' && dtype !== 'int8')
      throw new GraphError(`expected a zero point of type uint8 or int8, got ${dtype}`);
    return [{ dtype, shape: input(call, 0).shape }];
  },
});

/** Inputs: x, scale, and an optional zero point; `(x - zero) · scale`. The result has the scale's type. */
export const DequantizeLinear = defineOperator('DequantizeLinear', {
  inputs: [2, 3],
  attributes,
  infer: (call) => [{ dtype: input(call, 1).dtype, shape: input(call, 0).shape }],
});

/**
 * `x / scale`, rounded to the nearest integer and moved by the zero point, within the range of its type.
 *
 * @param scale a scalar
 * @param zeroPoint a scalar, uint8 or int8
 */
export const quantizeLinear = (x: Value, scale: Value, zeroPoint: Value): Value =>
  apply(QuantizeLinear, [x, scale, zeroPoint]);

/**
 * `(x - zeroPoint) · scale`.
 *
 * @param scale a scalar, or one number for each index along `axis`
 * @param zeroPoint as many; 0 by default
 */
export const dequantizeLinear = (
  x: Value,
  scale: Value,
  zeroPoint?: Value,
  options: { readonly axis?: number } = {},
): Value => apply(DequantizeLinear, [x, scale, zeroPoint], { ...options });
