// Nodes listed late: the same nodes in a valid order, each weight gradient next to its inputs.
import { expect, it } from 'vitest';
import type { Graph, Value } from '../graph/graph.ts';
import { matMul, tanh } from '../graph/operators/index.ts';
import { listLate } from './list-late.ts';
import { graphOf, run, typesOf, withGradients } from './testing/graphs.ts';

const layers = ['a', 'b', 'c', 'd'];

/** Four layers, with the gradients of all. */
function network(): Graph {
  const shapes = Object.fromEntries([['x', [3, 5]], ...layers.map((name) => [name, [5, 5]])]) as Record<
    string,
    number[]
  >;
  return withGradients(
    graphOf(shapes, (inputs) =>
      layers.reduce<Value>((x, name) => tanh(matMul(x, inputs[name]!)), inputs['x']!),
    ),
  );
}

it('keeps the nodes and the results, to the bit', async () => {
  const late = listLate(network());
  expect(typesOf(late).sort()).toEqual(typesOf(network()).sort());
  expect([...late.outputs.keys()]).toEqual([...network().outputs.keys()]);
  expect(await run(late)).toEqual(await run(network()));
});

it('lists each node before its readers, and weight gradients from the first layer to the last', () => {
  const { nodes, outputs } = listLate(network());
  const position = new Map(nodes.map((node, i) => [node, i]));
  for (const node of nodes) {
    for (const input of node.inputs) {
      if (input?.producer) expect(position.get(input.producer)!).toBeLessThan(position.get(node)!);
    }
  }
  // Nothing reads them, so that they come last; the runtime goes through the list from its end.
  const places = layers.map((name) => position.get(outputs.get(`d${name}`)!.producer!)!);
  expect(places).toEqual([...places].sort((one, other) => one - other));
});

it('drops nodes that no output needs', () => {
  const graph = network();
  tanh(graph.outputs.get('y')!);
  expect(listLate(graph).nodes).toHaveLength(network().nodes.length);
});
