// Finds how data flow through a layer with inner layers: which follow one another, which are parallel, and
// which operator merges them. It looks only at the values between them, so it works for any type of layer.
import { scopeOf, type Node, type Value } from '../engine/graph/graph.ts';

/** Something that computes one value from another. */
export interface Step {
  readonly input: Value;
  readonly output: Value;
}

/**
 * A layer with inner layers: its name, which is the scope of its own nodes, and the inner layers in the order
 * of application.
 */
export interface Flow<T extends Step> extends Step {
  readonly name: string;
  readonly members: readonly T[];
}

/**
 * The paths through a layer. An empty path, a shortcut from the input to the output, comes last. If a layer
 * that does nothing in inference, such as dropout, could belong to two paths, it is on the first.
 */
export function pathsThrough<T extends Step>({ name, input, output, members }: Flow<T>): T[][] {
  const paths: T[][] = [];
  for (const member of members) {
    const sources = ownSources(name, member.input).values;
    const before = paths.findLast((path) => sources.has(path.at(-1)!.output));
    if (before) before.push(member);
    else paths.push([member]);
  }
  const isPassedBy = input !== output && ownSources(name, output).values.has(input);
  return isPassedBy ? [...paths, []] : paths;
}

/** The type of the layer's own last operator that takes more than one value of the flow, if there is one. */
export function mergeOf({ name, input, output }: Flow<Step>): string | undefined {
  const isOfTheFlow = (value: Value | undefined) =>
    value !== undefined && (value === input || value.producer !== undefined);
  const { nodes } = ownSources(name, output);
  return [...nodes].find(({ inputs }) => inputs.filter(isOfTheFlow).length > 1)?.operator.type;
}

/**
 * The values, including itself, from which the layer's own nodes compute a value; and those nodes, last
 * first.
 */
function ownSources(name: string, value: Value): { values: Set<Value>; nodes: Set<Node> } {
  const values = new Set([value]);
  const nodes = new Set<Node>();
  for (const { producer } of values) {
    if (!producer || scopeOf(producer) !== name) continue;
    nodes.add(producer);
    for (const input of producer.inputs) if (input) values.add(input);
  }
  return { values, nodes };
}
