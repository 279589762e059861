// Finds the layers of a saved graph by the names of its nodes. Our models name nodes after their layers
// (`conv2d_1/Relu`), and so do many others. If no node has such a name, each node is a layer.
import { scopeOf, type Graph, type Node, type Value } from '../engine/graph/graph.ts';
import { liveNodes } from '../engine/graph/live-nodes.ts';
import { isFloat, type Shape } from '../engine/graph/tensor-type.ts';
import { didYouMean } from '../did-you-mean.ts';
import { InputError } from '../errors.ts';

/** A layer of a saved model. */
export interface NamedLayer {
  /** The name of the layer, e.g. `conv2d_1`. */
  readonly name: string;
  /** The name of the value that the layer outputs. */
  readonly value: string;
  /** The shape of its output without the batch: `[channels, height, width]`, or `[units]`. */
  readonly shape: readonly number[];
}

/** The layers of a graph from first to last; layers inside a layer come before it. */
export function layersOf(graph: Graph): NamedLayer[] {
  const nodes = liveNodes(graph).filter(isOfThePicture(graph));
  const scopes = new Map<string, Node>();
  for (const node of nodes)
    for (const scope of withOuterScopes(scopeOf(node))) {
      scopes.delete(scope); // puts a layer at the position of its last node
      scopes.set(scope, node);
    }
  const own = [...scopes].filter(([scope]) => scope !== 'explain');
  const entries = own.length > 0 ? own : nodes.map((node): [string, Node] => [node.name, node]);
  return entries.flatMap(([name, node]) => namedLayer(name, node.outputs[0]!) ?? []);
}

/**
 * Finds a layer, or a single node, by name.
 *
 * @throws InputError listing the layers if there is none of that name
 */
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

/** Activations whose maps show whether features are present, as class activation maps assume. */
const activations = new Set(
  'Relu LeakyRelu ThresholdedRelu PRelu Elu Celu Selu Gelu Mish Sigmoid HardSigmoid HardSwish Tanh Softplus Softsign'.split(
    ' ',
  ),
);

/** Maps with fewer rows or columns do not show a position in a picture. */
const fewestCells = 4;

/**
 * The default layer for class activation maps: the last activation with maps of at least 4×4 cells, else the
 * last one with maps of any size, else the last convolution.
 *
 * @throws InputError if the model has no feature maps
 */
export function lastSpatialLayer(graph: Graph): NamedLayer {
  const nodes = liveNodes(graph).filter(isOfThePicture(graph));
  const maps = nodes.filter(({ outputs }) => hasMaps(outputs[0]!));
  const active = maps.filter(({ operator }) => activations.has(operator.type));
  const isFine = ({ outputs }: Node) =>
    outputs[0]!.shape.slice(2).every((size) => Number(size) >= fewestCells);
  const found =
    active.findLast(isFine) ?? active.at(-1) ?? maps.findLast(({ operator }) => operator.type === 'Conv');
  if (!found)
    throw new InputError('the model has no layer with feature maps; class activation maps need one');
  const value = gated(found, nodes);
  const layer = layersOf(graph).findLast((known) => known.value === value.name);
  return layer ?? namedLayer(value.name, value)!;
}

/** The output of the gate if a sigmoid is one, as in x · sigmoid(x); else the output of the node. */
function gated({ operator, outputs }: Node, nodes: readonly Node[]): Value {
  const value = outputs[0]!;
  const gate = nodes.find((node) => node.operator.type === 'Mul' && node.inputs.includes(value));
  return operator.type.endsWith('Sigmoid') && gate ? gate.outputs[0]! : value;
}

const hasMaps = ({ shape }: { readonly shape: Shape }): boolean =>
  shape.length === 4 && Number(shape[2]) * Number(shape[3]) > 1;

/** Whether a node depends on the picture. A value computed only from constants is not a layer's output. */
function isOfThePicture({ inputs, nodes }: Graph): (node: Node) => boolean {
  const reached = new Set<Value>(inputs);
  for (const { inputs: operands, outputs } of nodes)
    if (operands.some((value) => value && reached.has(value))) outputs.forEach((value) => reached.add(value));
  return ({ outputs }) => reached.has(outputs[0]!);
}

/** A scope and those around it, innermost first. */
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
