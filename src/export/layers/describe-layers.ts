// A saved model as layers with their weights: what a format needs that is not a graph but a list of layers.
// The structure comes from the model's card; the weights come from the graph, where they have the names that
// the layers gave them. Options are as in the card, shapes without the batch.
import { Graph, type Value } from '../../engine/graph/graph.ts';
import { GraphError } from '../../engine/graph/graph-error.ts';
import { formatShape, staticShape } from '../../engine/graph/tensor-type.ts';
import { decodeModel } from '../../engine/onnx/decode.ts';
import { unpackConstants } from '../../engine/passes/unpack-constants.ts';
import { InputError } from '../../errors.ts';
import { decodeModelCard, type ModelCard } from '../../nn/classifier-file.ts';
import { refuseRoundedActivations } from '../onnx/static-quantization.ts';
import type { BuiltLayer, LayerJSON } from '../../nn/layer.ts';
import { layerTypes } from '../../nn/layers/index.ts';
import { BuildContext, Model, type WeightSpec } from '../../nn/model.ts';

/** A weight of a layer. */
export interface LayerWeight {
  /** The sizes of its axes. */
  readonly shape: readonly number[];
  /** Its elements, row by row. */
  readonly data: Float32Array;
}

/** A layer of a saved model. */
export interface DescribedLayer {
  /** Its name in the model, e.g. `residual_1/conv2d`. */
  readonly name: string;
  /** The name of its type, e.g. `conv2d`. */
  readonly type: string;
  /** Its options, with defaults filled in; inner layers are left out. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The shape of its input without the batch: `[channels, height, width]` or `[features]`. */
  readonly input: readonly number[];
  /** The shape of its output without the batch. */
  readonly output: readonly number[];
  /** Its own weights, by their names within the layer, e.g. `kernel`. */
  readonly weights: Readonly<Record<string, LayerWeight>>;
  /** Its inner layers, as parallel lists; none for most types. */
  readonly branches: readonly (readonly DescribedLayer[])[];
}

/** A saved model as layers. */
export interface DescribedModel {
  readonly card: ModelCard;
  /** From the input to the logits. */
  readonly layers: readonly DescribedLayer[];
}

/**
 * Describes a saved model as layers with weights.
 *
 * @param source the name of the model in errors
 * @throws InputError if the bytes are not a model of ours, or if it has a layer of an unknown type, which is
 *   named
 */
export function describeLayers(bytes: Uint8Array, source: string): DescribedModel {
  const card = decodeModelCard(bytes, source);
  const { architecture, input } = card;
  checkTypes(architecture.layers, source);
  try {
    const model = Model.fromJSON(architecture);
    const context = new BuildContext(new Graph(), { training: false });
    const images = context.graph.input('images', 'float32', [
      'batch',
      ...[input.channels, input.height, input.width],
    ]);
    model.apply(context, images);
    const graph = decodeModel(bytes);
    refuseRoundedActivations(graph);
    const weights = weightsOf(context.specs, unpackConstants(graph));
    const top = context.layers.filter(({ name }) => !name.includes('/'));
    return { card, layers: top.map((built) => describe(built, context, weights)) };
  } catch (error) {
    if (!(error instanceof GraphError || error instanceof InputError)) throw error;
    throw new InputError(`${source}: ${error.message}`);
  }
}

/** Refuses models that are not described as layers. */
function checkTypes(layers: readonly { readonly type: string }[], source: string): void {
  if (layers.length === 0)
    throw new InputError(
      `${source}: the model comes from another program and is not known as layers; export it as onnx`,
    );
  const unknown = layers.find(({ type }) => !layerTypes.includes(type));
  if (unknown) throw new InputError(`${source}: the layer ${unknown.type} can't be exported to this format`);
}

type Weights = ReadonlyMap<string, LayerWeight>;

/** The weights by name, from the constants of the saved graph. */
function weightsOf(specs: readonly WeightSpec[], graph: Graph): Weights {
  const constants = new Map<string, Value>();
  for (const { inputs } of graph.nodes)
    for (const value of inputs) if (value?.data) constants.set(value.name, value);
  return new Map(
    specs.map(({ name, shape }) => {
      const found = constants.get(name);
      if (!(found?.data instanceof Float32Array) || found.shape.join() !== shape.join())
        throw new InputError(`${name}: expected a weight ${formatShape(shape)} in the graph, found none`);
      return [name, { shape, data: found.data }];
    }),
  );
}

function describe(built: BuiltLayer, context: BuildContext, weights: Weights): DescribedLayer {
  const { name, layer, input, output } = built;
  const { type, ...options } = layer.toJSON();
  const isInner = (other: BuiltLayer) => parentOf(other.name) === name;
  const inner = context.layers.filter(isInner).map((one) => describe(one, context, weights));
  const lists = Object.values(options).flatMap(listsOfLayers);
  const own = [...weights].filter(([key]) => ownerOf(key, context.layers) === name);
  return {
    ...{ name, type },
    options: Object.fromEntries(Object.entries(options).filter(([, value]) => !listsOfLayers(value).length)),
    input: staticShape(input.shape.slice(1)),
    output: staticShape(output.shape.slice(1)),
    weights: Object.fromEntries(own.map(([key, weight]) => [key.slice(name.length + 1), weight])),
    // Layers are applied list by list, in the order of the options.
    branches: lists.map((list) => inner.splice(0, list.length)),
  };
}

const parentOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')));

/** The layer that a weight belongs to: the one with the longest name that its name starts with. */
const ownerOf = (weight: string, layers: readonly BuiltLayer[]): string =>
  layers
    .map(({ name }) => name)
    .filter((name) => weight.startsWith(`${name}/`))
    .reduce((longest, name) => (name.length > longest.length ? name : longest), '');

/** An option as lists of layers: one list, a list of lists, or none if it is anything else. */
function listsOfLayers(option: unknown): (readonly LayerJSON[])[] {
  if (!Array.isArray(option)) return [];
  const isLayer = (item: unknown) => typeof item === 'object' && item !== null && 'type' in item;
  if (option.some(isLayer)) return [option as LayerJSON[]];
  return option.length > 0 && option.every((item) => Array.isArray(item) && item.every(isLayer))
    ? (option as LayerJSON[][])
    : option.length === 0
      ? [[]]
      : [];
}
