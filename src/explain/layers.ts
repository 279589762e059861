// The layers of a saved graph, found by the names of its nodes: our models name nodes after the layers that added them
// (`conv2d_1/Relu`), and so do many others. Where no node is named so, each is a layer of its own.
import { scopeOf, type Graph, type Node, type Value } from '../engine/graph/graph.ts';
import { liveNodes } from '../engine/graph/live-nodes.ts';
import { isFloat, sameShape, type Shape } from '../engine/graph/tensor-type.ts';
import { didYouMean } from '../did-you-mean.ts';
import { InputError } from '../errors.ts';

export interface NamedLayer {
  readonly name: string;
  /** The name of the value that the layer puts out. */
  readonly value: string;
  /** Of what it puts out, without the batch: `[channels, height, width]`, or `[units]`. */
  readonly shape: readonly number[];
}

/** The layers of a graph from the first to the last, layers inside a layer before it. */
export function layersOf(graph: Graph): NamedLayer[] {
  const nodes = liveNodes(graph).filter(isOfThePicture(graph));
  const scopes = new Map<string, Node>();
  for (const node of nodes)
    for (const scope of withOuterScopes(scopeOf(node))) {
      scopes.delete(scope); // so that a layer comes where its last node is
      scopes.set(scope, node);
    }
  const own = [...scopes].filter(([scope]) => scope !== 'explain');
  const entries = own.length > 0 ? own : nodes.map((node): [string, Node] => [node.name, node]);
  return entries.flatMap(([name, node]) => namedLayer(name, node.outputs[0]!) ?? []);
}

/** The layer of that name, or a single node's. Throws an InputError with the names that there are. */
export function findLayer(graph: Graph, name: string, option = 'layer'): NamedLayer {
  const layers = layersOf(graph);
  const node = graph.nodes.find((candidate) => candidate.name === name);
  const found = layers.find((layer) => layer.name === name) ?? (node && namedLayer(name, node.outputs[0]!));
  if (found) return found;
  const names = layers.map((layer) => layer.name);
  throw new InputError(
    `${option}: the model has no layer '${name}'${didYouMean(name, names)}; it has ${names.join(', ')}`,
  );
}

/**
 * The layer that class activation maps are made of where none is named: the last convolution, and what follows it as long as the
 * maps keep their size, such as normalisation, the activation and the end of a residual block. Throws an InputError where the
 * model has no convolution with maps.
 */
export function lastSpatialLayer(graph: Graph): NamedLayer {
  const nodes = liveNodes(graph).filter(isOfThePicture(graph));
  const last = nodes.findLast((node) => node.operator.type === 'Conv' && hasMaps(node.outputs[0]!));
  if (!last)
    throw new InputError(
      'the model has no convolution with maps of features: class activation maps need one',
    );
  let value = last.outputs[0]!;
  for (const { inputs, outputs } of nodes)
    if (inputs.includes(value) && sameShape(outputs[0]!.shape, value.shape)) value = outputs[0]!;
  const layer = layersOf(graph).findLast((known) => known.value === value.name);
  return layer ?? namedLayer(value.name, value)!;
}

const hasMaps = ({ shape }: { readonly shape: Shape }): boolean =>
  shape.length === 4 && Number(shape[2]) * Number(shape[3]) > 1;

/** Whether a node depends on the picture: what is computed of constants alone is no layer's output. */
function isOfThePicture({ inputs, nodes }: Graph): (node: Node) => boolean {
  const reached = new Set<Value>(inputs);
  for (const { inputs: operands, outputs } of nodes)
    if (operands.some((value) => value && reached.has(value))) outputs.forEach((value) => reached.add(value));
  return ({ outputs }) => reached.has(outputs[0]!);
}

/** A scope and those around it, from the innermost. */
function withOuterScopes(scope: string): string[] {
  const segments = scope.split('/');
  const scopes = segments.map((_, i) => segments.slice(0, i + 1).join('/'));
  return scopes.filter((name) => name !== '').reverse();
}

function namedLayer(name: string, { name: value, shape, dtype }: Value): NamedLayer | undefined {
  const sizes = shape.slice(1);
  const isFixed = sizes.length > 0 && sizes.every((size) => typeof size === 'number');
  return isFixed && isFloat(dtype) ? { name, value, shape: sizes } : undefined;
}
