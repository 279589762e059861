// How data flows through a layer of layers: which of them follow one another, which stand side by side, and
// what brings their results together. Found from the values that pass between them, whatever the layer's
// type.
import { scopeOf, type Node, type Value } from '../engine/graph/graph.ts';

/** Something that makes one value of another. */
export interface Step {
  readonly input: Value;
  readonly output: Value;
}

/**
 * A layer of layers: its name, which its own nodes bear, and the layers inside it in the order in which they
 * were applied.
 */
export interface Flow<T extends Step> extends Step {
  readonly name: string;
  readonly members: readonly T[];
}

/**
 * The ways through a layer. One that is empty leads from its input to its output past all layers inside it;
 * it comes last. A layer that does nothing in inference, such as dropout, stands on the way before it where
 * it could stand on either.
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

/**
 * The type of the last operator of a layer's own that takes more than one value of the flow, if there is one.
 */
export function mergeOf({ name, input, output }: Flow<Step>): string | undefined {
  const isOfTheFlow = (value: Value | undefined) =>
    value !== undefined && (value === input || value.producer !== undefined);
  const { nodes } = ownSources(name, output);
  return [...nodes].find(({ inputs }) => inputs.filter(isOfTheFlow).length > 1)?.operator.type;
}

/** What a value is made of by a layer's own nodes alone, itself among it; and those nodes, the last first. */
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
