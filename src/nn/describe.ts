// What a network is made of, as data: its layers one inside the other, with shapes, parameters and
// multiply-adds. All of it is read from the forward graph as inference builds it, so that it holds for layers
// that nobody here has heard of.
import { Graph, scopeOf, type Node, type Value } from '../engine/graph/graph.ts';
import { multiplyAddsOf } from '../engine/graph/multiply-adds.ts';
import { sizeOf } from '../engine/graph/tensor-type.ts';
import { BuildContext, type Model } from './model.ts';
import { mergeOf, pathsThrough, type Step } from './paths.ts';
import { tellingOptions } from './telling-options.ts';

/** What one layer is and takes. */
export interface LayerDescription {
  /** What its weights and nodes are named after, e.g. `residual_1/conv2d`. */
  readonly name: string;
  /** E.g. `conv2d`. */
  readonly type: string;
  /** Those that say something: without layers, and without what would be so anyway. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The shape that goes in, without the batch. */
  readonly input: readonly number[];
  /** The shape that comes out, without the batch. */
  readonly output: readonly number[];
  /** How many trainable numbers it has, those of the layers inside it among them. */
  readonly parameters: number;
  /** The multiply-adds of its forward pass for one picture. */
  readonly multiplyAdds: number;
  /**
   * Of a layer of layers: the ways through it, each with its layers in turn. An empty one leads past them.
   */
  readonly paths?: readonly (readonly LayerDescription[])[];
  /** The operator that brings the ways together, e.g. `Add`. */
  readonly merge?: string;
}

/** What a network is made of. */
export interface ModelDescription {
  /** The name of the model. */
  readonly model: string;
  /** `[channels, height, width]` */
  readonly input: readonly number[];
  /** How many trainable numbers it has. */
  readonly parameters: number;
  /** The multiply-adds of its forward pass for one picture. */
  readonly multiplyAdds: number;
  /** Its layers, from the input to the logits. */
  readonly layers: readonly LayerDescription[];
}

/**
 * Describes a model for pictures of `[channels, height, width]`.
 *
 * Multiply-adds are those of the forward pass for one picture, as inference computes it: one for each product
 * that a convolution (in groups or dilated, padding included) or a matrix product adds up. Biases,
 * normalisation, activations, pooling and sums are not counted. Parameters are trainable numbers; running
 * means and variances are not.
 *
 * @throws InputError or GraphError where such pictures do not fit the model
 * @example describeModel(paperCnn(10), [1, 28, 28]).multiplyAdds // 2631040
 */
export function describeModel(model: Model, input: readonly [number, number, number]): ModelDescription {
  const context = new BuildContext(new Graph(), { training: false });
  model.apply(context, context.graph.input('images', 'float32', [1, ...input]));
  return describeNetwork({
    ...{ model: model.name, input, nodes: context.graph.nodes },
    layers: context.layers.map(({ layer, ...built }) => ({
      ...{ ...built, type: layer.type, options: tellingOptions(layer) },
    })),
    parameters: context.specs.filter(({ trainable }) => trainable),
  });
}

/** A network that has been built: its graph, and what is known of it besides. */
export interface BuiltNetwork {
  readonly model: string;
  readonly input: readonly number[];
  readonly nodes: readonly Node[];
  /** In the order in which they were applied; one inside another bears its name within the other's. */
  readonly layers: readonly NetworkLayer[];
  /** The trainable ones, named within the layers that they belong to. */
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

export interface NetworkLayer extends Step, Pick<LayerDescription, 'type' | 'options'> {
  readonly name: string;
}

/** Describes a network that has been built already. */
export function describeNetwork({ model, input, nodes, layers, parameters }: BuiltNetwork): ModelDescription {
  const known = new Set(layers.map(({ name }) => name));
  const own: OwnCosts = {
    parameters: totals(
      parameters.map(({ name, shape }) => [ownerOf(scopeAround(name), known), sizeOf(shape)]),
    ),
    multiplyAdds: totals(nodes.map((node) => [ownerOf(scopeOf(node), known), multiplyAddsOf(node)])),
  };
  const inside = groupByOwner(layers, known);
  const described = membersOf('', inside, own);
  return {
    ...{ model, input },
    parameters: costOf('', 'parameters', described, own),
    multiplyAdds: costOf('', 'multiplyAdds', described, own),
    layers: described,
  };
}

/** What each layer takes by itself, by its name; `''` is what belongs to none. */
type OwnCosts = Readonly<Record<'parameters' | 'multiplyAdds', ReadonlyMap<string, number>>>;
type Members = ReadonlyMap<string, readonly NetworkLayer[]>;

const membersOf = (name: string, inside: Members, own: OwnCosts): LayerDescription[] =>
  (inside.get(name) ?? []).map((layer) => describeLayer(layer, inside, own));

function describeLayer(layer: NetworkLayer, inside: Members, own: OwnCosts): LayerDescription {
  const { name, type, options, input, output } = layer;
  const members = membersOf(name, inside, own);
  return {
    ...{ name, type, options, input: shapeOf(input), output: shapeOf(output) },
    parameters: costOf(name, 'parameters', members, own),
    multiplyAdds: costOf(name, 'multiplyAdds', members, own),
    ...(members.length > 0 && describePaths(layer, members, inside.get(name)!)),
  };
}

function describePaths(
  layer: NetworkLayer,
  described: readonly LayerDescription[],
  members: readonly NetworkLayer[],
): Pick<LayerDescription, 'paths' | 'merge'> {
  const descriptions = new Map(members.map((member, i) => [member, described[i]!]));
  const flow = { ...layer, members };
  const merge = mergeOf(flow);
  return {
    paths: pathsThrough(flow).map((path) => path.map((member) => descriptions.get(member)!)),
    ...(merge !== undefined && { merge }),
  };
}

const costOf = (
  name: string,
  cost: keyof OwnCosts,
  members: readonly LayerDescription[],
  own: OwnCosts,
): number => members.reduce((total, member) => total + member[cost], own[cost].get(name) ?? 0);

/** The scope that a scope, weight or node is named in, `''` if none. */
const scopeAround = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')));

/** The innermost known layer that a scope lies in, `''` if none. */
const ownerOf = (scope: string, known: ReadonlySet<string>): string =>
  scope === '' || known.has(scope) ? scope : ownerOf(scopeAround(scope), known);

function groupByOwner(layers: readonly NetworkLayer[], known: ReadonlySet<string>): Members {
  const groups = new Map<string, NetworkLayer[]>();
  for (const layer of layers) {
    const owner = ownerOf(scopeAround(layer.name), known);
    groups.set(owner, [...(groups.get(owner) ?? []), layer]);
  }
  return groups;
}

function totals(entries: readonly (readonly [owner: string, count: number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [owner, count] of entries) sums.set(owner, (sums.get(owner) ?? 0) + count);
  return sums;
}

const shapeOf = ({ shape }: Value): number[] =>
  shape.slice(1).map((dimension) => (typeof dimension === 'number' ? dimension : 1));
