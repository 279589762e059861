// Describes a network as data: its nested layers, with shapes, parameters and multiply-adds. Everything is
// read from the forward graph as inference builds it, so it is right for layers of unknown types too.
import { Graph, scopeOf, type Node, type Value } from '../engine/graph/graph.ts';
import { multiplyAddsOf } from '../engine/graph/multiply-adds.ts';
import { sizeOf } from '../engine/graph/tensor-type.ts';
import { BuildContext, type Model } from './model.ts';
import { mergeOf, pathsThrough, type Step } from './paths.ts';
import { tellingOptions } from './telling-options.ts';

/** The description of one layer. */
export interface LayerDescription {
  /** The name that its weights and nodes start with, e.g. `residual_1/conv2d`. */
  readonly name: string;
  /** The type, e.g. `conv2d`. */
  readonly type: string;
  /** Its options, without those that equal their defaults and without inner layers. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The shape of its input, without the batch. */
  readonly input: readonly number[];
  /** The shape of its output, without the batch. */
  readonly output: readonly number[];
  /** The number of its trainable numbers, including those of inner layers. */
  readonly parameters: number;
  /** The multiply-adds of its forward pass for one picture. */
  readonly multiplyAdds: number;
  /** For a layer with inner layers: its paths, each a list of layers. An empty path is a shortcut. */
  readonly paths?: readonly (readonly LayerDescription[])[];
  /** The operator that merges the paths, e.g. `Add`. */
  readonly merge?: string;
}

/** The description of a network. */
export interface ModelDescription {
  /** The name of the model. */
  readonly model: string;
  /** The shape of a picture, `[channels, height, width]`. */
  readonly input: readonly number[];
  /** The number of trainable numbers. */
  readonly parameters: number;
  /** The multiply-adds of its forward pass for one picture. */
  readonly multiplyAdds: number;
  /** Its layers, from the input to the logits. */
  readonly layers: readonly LayerDescription[];
}

/**
 * Describes a model for pictures of `[channels, height, width]`.
 *
 * Multiply-adds are those of the forward pass for one picture in inference: one for each product in the sums
 * of convolutions (including padding) and matrix products. Biases, normalisation, activations, pooling and
 * other sums do not count. Parameters are trainable numbers, so running means and variances do not count.
 *
 * @throws InputError or GraphError if such pictures do not fit the model
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

/** A network that has been built: its graph, and its layers and parameters. */
export interface BuiltNetwork {
  readonly model: string;
  readonly input: readonly number[];
  readonly nodes: readonly Node[];
  /** In the order of application. The name of an inner layer starts with that of the layer around it. */
  readonly layers: readonly NetworkLayer[];
  /** The trainable weights, named within their layers. */
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

export interface NetworkLayer extends Step, Pick<LayerDescription, 'type' | 'options'> {
  readonly name: string;
}

/** Describes a network that has already been built. */
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

/**
 * What belongs to each layer itself, without its inner layers, by its name; `''` is for what belongs to no
 * layer.
 */
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

/** The scope around a scope, weight or node; `''` if there is none. */
const scopeAround = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')));

/** The innermost known layer around a scope; `''` if there is none. */
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
