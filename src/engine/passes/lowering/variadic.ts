// Max and Sum of more than two operands as a tree of pairs, because the runtime is several times as fast for
// two.
import type { Node, Value } from '../../graph/graph.ts';
import { add, max } from '../../graph/operators/index.ts';

const inPairs = (values: readonly Value[], combine: (a: Value, b: Value) => Value): Value => {
  if (values.length === 1) return values[0]!;
  const middle = values.length >> 1;
  return combine(inPairs(values.slice(0, middle), combine), inPairs(values.slice(middle), combine));
};

export const lowerMax = (_: Node, values: readonly Value[]): Value[] => [
  inPairs(values, (a, b) => max(a, b)),
];
export const lowerSum = (_: Node, values: readonly Value[]): Value[] => [inPairs(values, add)];
