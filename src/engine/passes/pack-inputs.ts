// Inputs that are parts of one larger input: what a graph read from each of them, it reads from a slice of
// the whole. So can many small tensors be fed, updated and given back as few large ones.
import type { Graph, Value } from '../graph/graph.ts';
import { reshape, slice } from '../graph/operators/index.ts';
import { sizeOf, staticShape } from '../graph/tensor-type.ts';
import { rewrite } from './rewrite.ts';

/** For the name of an input that is a list: the names of the inputs that follow each other in it. */
export type Packs = ReadonlyMap<string, readonly string[]>;

/** The same graph without the inputs that are parts of others. */
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

/** Each part, cut out of the whole in its own shape. */
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
