// A graph as short, stable text: for error messages, tests and readers.
import type { Graph, Node, Value } from './graph.ts';
import { formatType } from './tensor-type.ts';

/** Longer constants are shown by their type only. */
const mostNumbers = 8;

/**
 * The graph as text, with a line for each input, node and output. Values are numbered in order of appearance,
 * so equal graphs give equal text, whatever the names of their values.
 *
 * @example
 * const graph = new Graph();
 * graph.output('y', operators.relu(graph.input('x', 'float32', [2, 3])));
 * formatGraph(graph);
 * // x: float32[2, 3]
 * // %1 = Relu(x): float32[2, 3]
 * // y <- %1
 */
export function formatGraph(graph: Graph): string {
  const names = new Map<Value, string>(graph.inputs.map((input) => [input, input.name]));
  const nameOf = (value: Value | undefined): string => {
    if (!value) return '';
    return names.get(value) ?? formatConstant(value);
  };
  let count = 0;
  const lines = graph.inputs.map((input) => `${input.name}: ${formatType(input)}`);
  for (const node of graph.nodes) {
    for (const output of node.outputs) names.set(output, `%${++count}`);
    const outputs = node.outputs.map((output) => names.get(output)!).join(', ');
    const types = node.outputs.map(formatType).join(', ');
    lines.push(`${outputs} = ${formatCall(node, nameOf)}: ${types}`);
  }
  for (const [name, value] of graph.outputs) lines.push(`${name} <- ${nameOf(value)}`);
  return lines.join('\n');
}

function formatCall(
  { operator: { type, domain }, inputs, attributes }: Node,
  nameOf: (value: Value | undefined) => string,
): string {
  const name = domain === '' ? type : `${domain}.${type}`;
  const settings = Object.entries(attributes).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return `${name}(${[...inputs.map(nameOf), ...settings].join(', ')})`;
}

/** The numbers of a constant if they are few, otherwise only its type. */
function formatConstant({ data, dtype, shape }: Value): string {
  if (!data || data.length > mostNumbers) return `<${formatType({ dtype, shape })}>`;
  const numbers = Array.from<number | bigint>(data).map(String).join(', ');
  return shape.length === 0 ? numbers : `[${numbers}]`;
}
