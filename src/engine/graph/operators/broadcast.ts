// ONNX's multidirectional broadcasting, which is NumPy's: shapes are aligned at their ends, and an axis of
// size 1 stretches.
import { GraphError } from '../operator.ts';
import { formatShape, type Dimension, type Shape } from '../tensor-type.ts';

/** The shape to which all given shapes broadcast; throws if they do not. */
export function broadcastShapes(...shapes: Shape[]): Dimension[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const dimensions = shapes
      .map((shape) => shape[axis - rank + shape.length] ?? 1)
      .filter((size) => size !== 1);
    if (dimensions.some((size) => size !== dimensions[0])) {
      throw new GraphError(`shapes ${shapes.map(formatShape).join(' and ')} do not broadcast`);
    }
    return dimensions[0] ?? 1;
  });
}

/** The axes of `to`, counted from 0, along which `from` stretches when it broadcasts to `to`. */
export function broadcastAxes(from: Shape, to: Shape): number[] {
  const missing = to.length - from.length;
  return to.flatMap((size, axis) =>
    axis < missing || (from[axis - missing] === 1 && size !== 1) ? [axis] : [],
  );
}
