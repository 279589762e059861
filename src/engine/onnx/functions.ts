// Inlines the functions that a model defines: a call becomes the function's nodes, with unique names.
import { GraphError } from '../graph/operator.ts';
import type { AttributeProto, FunctionProto, ModelProto, NodeProto } from './messages.ts';

/** The most nodes after inlining; functions that call functions can grow exponentially. */
const mostNodes = 100_000;

const keyOf = (domain: string | undefined, type: string | undefined): string =>
  `${domain ?? ''}.${type ?? ''}`;

/** The nodes of a model, with the calls of its functions inlined. @throws GraphError */
export function inlineFunctions({ graph, functions = [] }: ModelProto): NodeProto[] {
  const byKey = new Map(functions.map((one) => [keyOf(one.domain, one.name), one]));
  const nodes = graph?.node ?? [];
  if (byKey.size === 0) return nodes;
  const inlined: NodeProto[] = [];
  const pending = [...nodes].reverse();
  let calls = 0;
  while (pending.length > 0) {
    const node = pending.pop()!;
    const called = byKey.get(keyOf(node.domain, node.opType));
    if (called) pending.push(...bodyOf(called, node, `${node.name ?? called.name}/${calls++}/`).reverse());
    else inlined.push(node);
    if (inlined.length + pending.length > mostNodes)
      throw new GraphError(
        `expected at most ${mostNodes} nodes after inlining the functions of the model, got more`,
      );
  }
  return inlined;
}

/** The nodes of a function for one call of it. */
function bodyOf(called: FunctionProto, call: NodeProto, prefix: string): NodeProto[] {
  const names = new Map<string, string>([['', '']]);
  const bind = (formal: readonly string[], actual: readonly string[]) =>
    formal.forEach((name, i) => names.set(name, actual[i] ?? ''));
  bind(called.input ?? [], call.input ?? []);
  bind(called.output ?? [], call.output ?? []);
  const attributes = new Map(
    [...(called.attributeProto ?? []), ...(call.attribute ?? [])].map((one) => [one.name ?? '', one]),
  );
  const rename = (name: string) => names.get(name) ?? prefix + name;
  return (called.node ?? []).map((node) => ({
    ...node,
    name: prefix + (node.name ?? ''),
    input: (node.input ?? []).map(rename),
    output: (node.output ?? []).map(rename),
    attribute: (node.attribute ?? []).flatMap((attribute) => given(attribute, attributes)),
  }));
}

/** An attribute of a node in a function; none if it refers to one that the call leaves out. */
function given(attribute: AttributeProto, attributes: ReadonlyMap<string, AttributeProto>): AttributeProto[] {
  if (!attribute.refAttrName) return [attribute];
  const referred = attributes.get(attribute.refAttrName);
  return referred ? [{ ...referred, ...(attribute.name !== undefined && { name: attribute.name }) }] : [];
}
