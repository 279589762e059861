// ScaleShift in ONNX operators.
import type { Node, Value } from '../../graph/graph.ts';
import { add, mul, reshape } from '../../graph/operators/index.ts';

export function lowerScaleShift(_: Node, [x, scale, shift]: readonly (Value | undefined)[]): Value[] {
  const perChannel = (value: Value) => reshape(value, [1, -1, ...x!.shape.slice(2).map(() => 1)]);
  const scaled = scale ? mul(x!, perChannel(scale)) : x!;
  return [shift ? add(scaled, perChannel(shift)) : scaled];
}
