// Joins inputs into larger ones: a node that read an input now reads a slice of the larger input. So many
// small tensors can be fed, updated and returned as a few large ones.
import type { Graph, Value } from '../graph/graph.ts';
import { reshape, slice } from '../graph/operators/index.ts';
import { sizeOf, staticShape } from '../graph/tensor-type.ts';
import { rewrite } from './rewrite.ts';

/** The names of the inputs in each list, in order, by the name of the list. */
export type Packs = ReadonlyMap<string, readonly string[]>;

/** The same graph with the listed inputs replaced by their lists. */
export const packInputs = (source: Graph, packs: Packs): Graph =>
  rewrite(
    source,
    () => undefined,
    (inputs, graph) => {
      const parts = new Set([...packs.values()].flat());
      const named = new Map(inputs.map((value) => [value.name, value]));
      const whole = inputs.filter(({ name }) => !parts.has(name));
      const values = new Map(
        whole.map((value) => [value, graph.input(value.name, value.dtype, value.shape)]),
      );
      for (const [name, members] of packs) {
        const pack = values.get(named.get(name)!)!;
        unpack(
          pack,
          members.map((member) => named.get(member)!),
        ).forEach((part, value) => values.set(value, part));
      }
      return values;
    },
  );

/** Each part, sliced from the list and reshaped. */
function unpack(pack: Value, parts: readonly Value[]): Map<Value, Value> {
  let end = 0;
  return new Map(
    parts.map((part) => {
      const start = end;
      end += sizeOf(part.shape);
      return [
        part,
        reshape(slice(pack, { starts: [start], ends: [end], axes: [0] }), staticShape(part.shape)),
      ];
    }),
  );
}
