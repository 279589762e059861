// A saved model that takes float32 pictures, already normalised, instead of raw pixels: for programs that
// prepare pictures themselves.
import { GraphError } from '../../engine/graph/graph-error.ts';
import type { Graph, Node, Value } from '../../engine/graph/graph.ts';
import { Cast, Mul, Sub } from '../../engine/graph/operators/index.ts';
import { rewrite } from '../../engine/passes/rewrite.ts';
import { inputName } from '../../nn/classifier-file.ts';

/**
 * The graph with a float32 input of the same name and shape that takes `(pixel / 255 − mean) / std`.
 *
 * @throws GraphError if the graph does not begin as `normalizePixels` makes it
 */
export function withFloatInput(graph: Graph): Graph {
  const image = graph.inputs.find(({ name }) => name === inputName);
  const normalized = image && last(graph, image);
  if (!normalized) throw new GraphError('the graph does not begin with the normalisation of pixels');
  let input: Value | undefined;
  return rewrite(
    graph,
    (node) => (node === normalized ? [input!] : undefined),
    (inputs, target) => {
      const made = inputs.map((value) =>
        target.input(value.name, value === image ? 'float32' : value.dtype, value.shape),
      );
      input = made[inputs.indexOf(image)];
      return new Map(inputs.map((value, i) => [value, made[i]!]));
    },
  );
}

/** The last node of Cast, Sub and Mul after the image. */
function last({ nodes }: Graph, image: Value): Node | undefined {
  let value: Value | undefined = image;
  let found: Node | undefined;
  for (const operator of [Cast, Sub, Mul]) {
    const users: Node[] = nodes.filter(({ inputs }) => inputs.includes(value));
    found = users.length === 1 && users[0]!.operator === operator ? users[0] : undefined;
    if (!found) return undefined;
    value = found.outputs[0];
  }
  return found;
}
