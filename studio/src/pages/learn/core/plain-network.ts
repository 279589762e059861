// A network that can be followed by hand: a sequence of convolutions, normalisation, activations, pooling,
// flatten and dense layers. Its stages are what the walk stops at; a layer with an activation has two.
import { scopeOf, type Graph, type Node, type Value } from '../../../../../src/engine/graph/graph.ts';
import { readAttributes } from '../../../../../src/engine/graph/operator.ts';
import { BatchNormalization } from '../../../../../src/engine/graph/operators/index.ts';
import { InputError } from '../../../../../src/errors.ts';
import type { BuiltLayer } from '../../../../../src/nn/layer.ts';

export type StageKind =
  'picture' | 'convolution' | 'normalization' | 'activation' | 'pooling' | 'flatten' | 'dense';

/** How a window slides over a map; each pair is of height and width. */
export interface Sliding {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  /** The distance between neighbouring elements of the window. */
  readonly dilations: readonly [number, number];
  /** The cells of padding above and at the left. */
  readonly before: readonly [number, number];
}

/** The names of a normalisation's weights, and what is added to the variance. */
export interface Normalization {
  readonly gamma: string;
  readonly beta: string;
  readonly mean: string;
  readonly variance: string;
  readonly epsilon: number;
}

export interface Stage {
  /** Unique in the network: the layer's name, and the activation after a slash: `conv2d/relu`. */
  readonly id: string;
  readonly kind: StageKind;
  /** `relu`, `maxPooling2d`: the word that code has for it. */
  readonly type: string;
  /** `[channels, height, width]`, or `[units]`. */
  readonly shape: readonly number[];
  /** Of convolutions and pooling. */
  readonly sliding?: Sliding;
  /** The names of its weights. */
  readonly kernel?: string;
  readonly bias?: string;
  /** Of convolutions: how many maps a filter reads; one if each map has filters of its own. */
  readonly depth?: number;
  readonly normalization?: Normalization;
}

/** A stage and the value of the graph that it shows. */
export interface BuiltStage {
  readonly stage: Stage;
  readonly value: Value;
}

const plainTypes: Readonly<Record<string, StageKind | 'nothing'>> = {
  conv2d: 'convolution',
  depthwiseConv2d: 'convolution',
  batchNormalization: 'normalization',
  activation: 'activation',
  maxPooling2d: 'pooling',
  averagePooling2d: 'pooling',
  globalAveragePooling2d: 'pooling',
  globalMaxPooling2d: 'pooling',
  flatten: 'flatten',
  dense: 'dense',
  dropout: 'nothing', // only training drops
  spatialDropout2d: 'nothing',
};

/**
 * Refuses networks that the walk can't explain.
 *
 * @throws InputError saying which layer is the reason
 */
export function requirePlain(source: string, types: readonly string[]): void {
  const foreign = types.find((type) => !(type in plainTypes));
  if (foreign !== undefined)
    throw new InputError(
      `${source}: Learn walks through networks of convolution, batch normalisation, activation, pooling, flatten and dense layers, one after the other; this one has ${foreign}`,
    );
}

/**
 * Refuses networks that leave a chapter empty.
 *
 * @throws InputError saying what is missing
 */
export function requireAllKinds(source: string, stages: readonly BuiltStage[]): void {
  const missing = (['convolution', 'activation', 'pooling', 'dense'] as const).find(
    (kind) => !stages.some(({ stage }) => stage.kind === kind),
  );
  if (missing) throw new InputError(`${source}: Learn needs a network with ${missing}; this one has none`);
}

/** The stages of layers that were built into a graph, after the given first one. */
export function stagesOf(graph: Graph, input: Value, layers: readonly BuiltLayer[]): BuiltStage[] {
  const shape = shapeOf(input);
  const picture = {
    stage: { id: 'picture', kind: 'picture', type: 'picture', shape },
    value: input,
  } as const;
  return [picture, ...layers.flatMap((layer) => stagesOfLayer(graph, layer))];
}

function stagesOfLayer(graph: Graph, { name, layer, output }: BuiltLayer): BuiltStage[] {
  const kind = plainTypes[layer.type];
  if (kind === undefined || kind === 'nothing') return [];
  const nodes = graph.nodes.filter((node) => scopeOf(node) === name);
  const input = nodes[0]?.inputs[0];
  const main = nodes.find(({ operator }) => mainOperators.has(operator.type));
  const { activation } = layer.toJSON() as { activation?: string };
  const value = (kind === 'convolution' || kind === 'dense') && main ? main.outputs[0]! : output;
  const own: Stage = {
    ...{ id: name, kind, shape: shapeOf(value) },
    type: kind === 'activation' ? (activation ?? layer.type) : layer.type,
    ...(main ? slidingOf(main) : globalSliding(kind, input)),
    ...(main && weightsOf(main)),
  };
  if (value === output || activation === undefined) return [{ stage: own, value }];
  const bend: Stage = {
    ...{ id: `${name}/${activation}`, kind: 'activation', type: activation, shape: shapeOf(output) },
  };
  return [
    { stage: own, value },
    { stage: bend, value: output },
  ];
}

const mainOperators = new Set(['Conv', 'BatchNormalization', 'MaxPool', 'AveragePool', 'Gemm', 'MatMul']);

function weightsOf(node: Node): Pick<Stage, 'kernel' | 'bias' | 'depth' | 'normalization'> {
  const { operator, inputs } = node;
  if (operator.type.endsWith('Pool')) return {};
  if (operator === BatchNormalization) return { normalization: normalizationOf(node) };
  return {
    ...{ kernel: inputs[1]!.name, ...(inputs[2] && { bias: inputs[2].name }) },
    ...(operator.type === 'Conv' && { depth: Number(inputs[1]!.shape[1]) }),
  };
}

function normalizationOf(node: Node): Normalization {
  const [, gamma, beta, mean, variance] = node.inputs.map((input) => input!.name);
  const { epsilon } = readAttributes(BatchNormalization.attributes, node);
  return { gamma: gamma!, beta: beta!, mean: mean!, variance: variance!, epsilon };
}

/** One window over the whole map. */
function globalSliding(kind: StageKind, input: Value | undefined): Pick<Stage, 'sliding'> {
  if (kind !== 'pooling' || !input) return {};
  const [height, width] = input.shape.slice(2).map(Number) as [number, number];
  return { sliding: { size: [height, width], strides: [1, 1], dilations: [1, 1], before: [0, 0] } };
}

function slidingOf({ operator, inputs, attributes }: Node): Pick<Stage, 'sliding'> {
  const isConvolution = operator.type === 'Conv';
  if (!isConvolution && !operator.type.endsWith('Pool')) return {};
  const pair = (name: string, otherwise: readonly number[]) =>
    (attributes[name] ?? otherwise) as readonly [number, number];
  const size = isConvolution ? inputs[1]!.shape.slice(2) : attributes['kernel_shape'];
  return {
    sliding: {
      size: size as unknown as readonly [number, number],
      strides: pair('strides', [1, 1]),
      dilations: pair('dilations', [1, 1]),
      before: pair('pads', [0, 0, 0, 0]).slice(0, 2) as unknown as readonly [number, number],
    },
  };
}

const shapeOf = ({ shape }: Value): number[] => shape.slice(1).map(Number);
