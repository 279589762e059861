// Enlarging pictures by whole factors.
import { apply, type Value } from '../graph.ts';
import { defineOperator, GraphError, input, string } from '../operator.ts';
import { staticShape } from '../tensor-type.ts';

/**
 * The operator of `upsample`. Inputs: x, an empty region of interest, and the scale of each axis. Only whole
 * scales and nearest neighbours are supported.
 */
export const Resize = defineOperator('Resize', {
  inputs: [3, 3],
  attributes: {
    mode: string('nearest'),
    nearest_mode: string('round_prefer_floor'),
    coordinate_transformation_mode: string('half_pixel'),
  },
  infer: (call) => {
    const { dtype, shape } = input(call, 0);
    const scales = Array.from((input(call, 2).data as Float32Array | undefined) ?? []);
    if (scales.length !== shape.length || !scales.every(Number.isInteger)) {
      throw new GraphError('expected a constant whole-number scale for each axis');
    }
    return [{ dtype, shape: staticShape(shape).map((size, axis) => size * scales[axis]!) }];
  },
});

/** Repeats each element of `[batch, channels, ...spatial]` along each spatial axis, by that axis's factor. */
export function upsample(x: Value, factors: readonly number[]): Value {
  const { graph } = x;
  const scales = Float32Array.of(1, 1, ...factors);
  return apply(
    Resize,
    [
      x,
      graph.constant(new Float32Array(0), [0], 'float32'),
      graph.constant(scales, [scales.length], 'float32'),
    ],
    { mode: 'nearest', nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' },
  );
}
