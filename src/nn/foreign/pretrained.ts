// A pretrained network, foreign or ours, as a layer: everything before its last linear layer, with the
// trained weights. A new head after it learns new classes (fine-tuning).
import { GraphError } from '../../engine/graph/graph-error.ts';
import type { Graph, Node, Value } from '../../engine/graph/graph.ts';
import { liveNodes } from '../../engine/graph/live-nodes.ts';
import {
  batchNormalizationTraining,
  flatten,
  reduceMean,
  transpose,
} from '../../engine/graph/operators/index.ts';
import { formatShape } from '../../engine/graph/tensor-type.ts';
import { InputError } from '../../errors.ts';
import { isLinear, lastLinear } from '../last-linear.ts';
import { checkDifferentiable } from './differentiable.ts';
import type { Layer, LayerContext } from '../layer.ts';
import type { ForeignClassifier } from './read-foreign.ts';
import { logitsName } from './read-foreign.ts';
import { pacesOf, parseBackboneTraining, type BackboneTraining, type FullBackboneTraining } from './paces.ts';
import { weightedLayers, type WeightedLayer } from './weights.ts';

/** A network whose features a new head learns from. */
export interface Backbone {
  /** Its name in errors and descriptions. */
  readonly name: string;
  /** The SHA-256 of its file and of the weights beside it; a resumed run must find the same. */
  readonly sha256: string;
  /** Reads its graph for a batch size, or for an open batch. */
  readonly read: (batch: number | 'batch') => ForeignClassifier;
}

/**
 * The layers of a network before its last linear layer, whose input `[batch, features]` is the output of this
 * layer.
 *
 * @throws InputError if it is applied to pictures of a size that the network does not take, or if `freeze`
 *   names no layer; GraphError if the network does not end in a linear layer
 */
export function pretrained({ name, sha256, read }: Backbone, given: BackboneTraining = {}): Layer {
  const training = parseBackboneTraining(given);
  const graphs = new Map<number | 'batch', ForeignClassifier>();
  const graphFor = (batch: number | 'batch'): ForeignClassifier => {
    const known = graphs.get(batch) ?? read(batch);
    graphs.set(batch, known);
    return known;
  };
  return {
    type: 'pretrained',
    toJSON: () => ({ type: 'pretrained', name, sha256, ...training }),
    untrained: () => ({ type: 'pretrained', name, sha256, statistics: training.statistics }),
    apply: (context, x) => {
      const batch = typeof x.shape[0] === 'number' ? x.shape[0] : 'batch';
      const model = graphFor(batch);
      const { channels, height, width } = model.input;
      if (x.shape.slice(1).join() !== [channels, height, width].join())
        throw new InputError(
          `${name}: expected pictures of ${channels}×${height}×${width}, got ${formatShape(x.shape.slice(1))}`,
        );
      const fed = model.layout === 'nhwc' ? transpose(x, [0, 2, 3, 1]) : x;
      return asFeatures(new Copy(context, fed, model, training).run());
    },
  };
}

/**
 * The layers of a network before its head that have weights, from the input on.
 *
 * @throws GraphError if the network does not end in a linear layer
 */
export const backboneLayers = ({ graph }: ForeignClassifier): WeightedLayer[] =>
  weightedLayers(liveNodes(graph, [featuresOf(graph)]));

/**
 * Checks that the layers that are to be trained have gradients.
 *
 * @throws InputError that lists the operators without one; GraphError if the network does not end in a
 *   linear layer
 */
export function checkTrainable({ graph }: ForeignClassifier, training: FullBackboneTraining): void {
  const nodes = liveNodes(graph, [featuresOf(graph)]);
  const layers = weightedLayers(nodes);
  const first = layers[pacesOf(layers, training).findIndex((pace) => pace !== 'frozen')]?.uses[0]?.node;
  if (first) checkDifferentiable(nodes, first);
}

/** Whether a network has batch normalisation that its exporter did not fold away. */
export const hasNormalization = ({ graph }: ForeignClassifier): boolean =>
  graph.nodes.some(({ operator }) => operator.type === 'BatchNormalization');

/** The input of the last linear layer of a graph. @throws GraphError if it does not end in one */
function featuresOf(graph: Graph): Value {
  const node = lastLinear(graph.outputs.get(logitsName));
  if (!node) throw new GraphError('the network has no linear layer before its scores');
  if (!isLinear(node))
    throw new GraphError(`expected a linear layer before the scores, got ${node.operator.type} ${node.name}`);
  return node.inputs[0]!;
}

/** One row for each picture; spatial axes are averaged. */
function asFeatures(value: Value): Value {
  if (value.shape.length === 4) return flatten(reduceMean(value, { axes: [2, 3] }));
  if (value.shape.length === 2) return value;
  throw new GraphError(`expected features [batch, features], got ${formatShape(value.shape)}`);
}

/** Copies the nodes up to the features to the graph of `x`, with the weights from the context. */
class Copy {
  private readonly context: LayerContext;
  private readonly graph: Graph;
  private readonly features: Value;
  private readonly nodes: readonly Node[];
  private readonly copies: Map<Value, Value>;
  /** The weights in training, by their use. */
  private readonly weights = new Map<string, Value>();
  /** The nodes of layers that are trained. */
  private readonly trained = new Set<Node>();
  private readonly hasLiveStatistics: boolean;

  constructor(context: LayerContext, x: Value, model: ForeignClassifier, training: FullBackboneTraining) {
    this.context = context;
    this.graph = x.graph;
    this.features = featuresOf(model.graph);
    this.nodes = liveNodes(model.graph, [this.features]);
    this.copies = new Map([[model.image, x]]);
    this.hasLiveStatistics = training.statistics === 'live';
    this.addWeights(training);
  }

  run(): Value {
    for (const node of this.nodes) {
      const outputs = this.isLive(node) ? this.addLive(node) : this.add(node);
      node.outputs.forEach((value, i) => this.copies.set(value, outputs[i]!));
    }
    return this.copies.get(this.features)!;
  }

  /** A trainable weight for each use of one in a layer that is trained. */
  private addWeights(training: FullBackboneTraining): void {
    const layers = weightedLayers(this.nodes);
    const paces = pacesOf(layers, training);
    const names = new Map<string, number>();
    for (const [i, layer] of layers.entries()) {
      const pace = paces[i]!;
      if (pace === 'frozen') continue;
      for (const { node, position, value } of layer.uses) {
        const uses = names.get(value.name) ?? 0;
        names.set(value.name, uses + 1);
        const name = uses === 0 ? value.name : `${value.name}#${uses}`;
        const start = value.data as Float32Array;
        const parameter = this.context.parameter(
          name,
          value.shape as number[],
          () => start.slice(),
          pace === 'usual' ? undefined : pace,
        );
        this.weights.set(useKey(node, position), parameter);
        this.trained.add(node);
      }
    }
  }

  private isLive(node: Node): boolean {
    return this.hasLiveStatistics && node.operator.type === 'BatchNormalization' && this.trained.has(node);
  }

  private add(node: Node): readonly Value[] {
    const inputs = node.inputs.map((value, position) => value && this.input(node, position, value));
    const name = `${this.context.name}/${node.name}`;
    return this.graph.add(node.operator, inputs, node.attributes, node.outputs.length, name);
  }

  /** Batch normalisation with the statistics of the batch in training, and running averages otherwise. */
  private addLive(node: Node): readonly Value[] {
    const [x, gamma, beta] = [0, 1, 2].map((position) =>
      this.input(node, position, node.inputs[position]!),
    ) as [Value, Value, Value];
    const [mean, variance] = [3, 4].map((position) => {
      const { name, shape, data } = node.inputs[position]!;
      const start = data as Float32Array;
      return this.context.state(`${node.name}/${name}`, shape as number[], () => start.slice());
    }) as [Value, Value];
    const { epsilon } = node.attributes as { epsilon: number };
    if (!this.context.training)
      return this.graph.add(node.operator, [x, gamma, beta, mean, variance], node.attributes, 1);
    const [y, nextMean, nextVariance] = batchNormalizationTraining(x, gamma, beta, mean, variance, {
      ...{ epsilon, momentum },
    });
    this.context.update(mean, nextMean);
    this.context.update(variance, nextVariance);
    return [y];
  }

  private input(node: Node, position: number, value: Value): Value {
    const known = this.weights.get(useKey(node, position)) ?? this.copies.get(value);
    if (known) return known;
    const { data, shape, dtype, name } = value;
    const copy = this.graph.constant(data!, shape, dtype, `${this.context.name}/${name}`);
    this.copies.set(value, copy);
    return copy;
  }
}

/** The weight of the old running statistics at each step, as in Keras's and PyTorch's usual settings. */
const momentum = 0.9;

const useKey = ({ name }: Node, position: number): string => `${name} ${position}`;
