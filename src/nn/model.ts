// A model: a sequence of layers, and the two graphs that it builds: one with the weights as inputs, for
// training, and one with the weights as constants, for use.
import { Graph, type Value } from '../engine/graph/graph.ts';
import { sizeOf, type Shape } from '../engine/graph/tensor-type.ts';
import { GraphError } from '../engine/graph/operator.ts';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import type { Initializer, TrainingPictures } from './initializer.ts';
import type { BuiltLayer, Layer, LayerContext, LayerJSON, Pace } from './layer.ts';
import { layerFromJSON } from './layers/index.ts';
import { applyInTurn } from './layers/sublayers.ts';

/** Weights and other state by name, e.g. `conv2d/kernel`. */
export type Weights = Readonly<Record<string, Float32Array>>;

/** A weight of a model, trainable or kept as state. */
export interface WeightSpec {
  /** Its name, e.g. `conv2d/kernel`. */
  readonly name: string;
  /** The sizes of its axes. */
  readonly shape: readonly number[];
  /** Whether training changes it by its gradient; otherwise it is state. */
  readonly trainable: boolean;
  /** Its initial values. */
  readonly initializer: Initializer;
  /** How it is trained; at the learning rate and from the first step if left out. */
  readonly pace?: Pace;
}

/** A model as data: its name and layers, without weights. */
export type ModelJSON = {
  /** Its name, e.g. `paper-cnn`. */
  name: string;
  /** Its layers, as `toJSON()` gives them. */
  layers: LayerJSON[];
};

/** A network: a sequence of layers. It has no weights; training creates them. */
export class Model {
  /** Its name, e.g. `paper-cnn`; `custom` by default. */
  readonly name: string;
  /** Its layers, from the input to the logits. */
  readonly layers: readonly Layer[];

  constructor(layers: readonly Layer[], name = 'custom') {
    if (layers.length === 0) throw new InputError('model: expected at least one layer, got none');
    this.layers = layers;
    this.name = name;
  }

  /** Adds the layers to the graph of `x` and returns the logits, the output of the last layer. */
  apply(context: LayerContext, x: Value): Value {
    return applyInTurn(this.layers, context, x);
  }

  /** The weights of the model for pictures of `[channels, height, width]`. */
  weightSpecs(input: readonly [number, number, number]): WeightSpec[] {
    const context = new BuildContext(new Graph(), { training: false });
    this.apply(context, context.graph.input('images', 'float32', [1, ...input]));
    return context.specs;
  }

  /** The number of trainable numbers for pictures of `[channels, height, width]`. */
  countParameters(input: readonly [number, number, number]): number {
    const sizes = this.weightSpecs(input).map(({ shape, trainable }) => (trainable ? sizeOf(shape) : 0));
    return sizes.reduce((a, b) => a + b, 0);
  }

  /** The model as data; `Model.fromJSON` makes it again. */
  toJSON(): ModelJSON {
    return { name: this.name, layers: this.layers.map((layer) => layer.toJSON()) };
  }

  /**
   * Makes a model from the result of `toJSON()`. Throws an InputError for an unknown layer or a wrong option.
   */
  static fromJSON({ name, layers }: ModelJSON): Model {
    return new Model(layers.map(layerFromJSON), name);
  }
}

/**
 * A model from a sequence of layers. The last one returns the logits, one for each class. Softmax is part of
 * the loss; saving the model adds it after the logits.
 *
 * @example sequential([conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }), flatten(), dense({ units: 10 })])
 */
export const sequential = (layers: readonly Layer[], name?: string): Model => new Model(layers, name);

/**
 * The initial weights of a model. Each depends only on the seed and its own name, and on the training
 * pictures if its initialiser measures them.
 */
export function initialWeights(
  specs: readonly WeightSpec[],
  seed: number,
  pictures?: TrainingPictures,
): Record<string, Float32Array> {
  return Object.fromEntries(
    specs.map(({ name, shape, initializer }) => [
      name,
      initializer(shape, new Random(seed, 'weights', name), pictures),
    ]),
  );
}

interface BuildOptions {
  readonly training: boolean;
  /** The weights, which become constants; without them they are inputs of the graph. */
  readonly weights?: Weights;
}

/**
 * Builds a graph and records what it needs: weights, updates of state, losses and random numbers; and the
 * layers that were applied.
 */
export class BuildContext implements LayerContext {
  readonly name = '';
  readonly graph: Graph;
  readonly training: boolean;
  readonly specs: WeightSpec[] = [];
  /** The trainable weights, by name. */
  readonly parameters = new Map<string, Value>();
  /** The next value of each state, by name. */
  readonly updates = new Map<string, Value>();
  /** The values that layers add to the loss in training. */
  readonly losses: Value[] = [];
  /** The inputs to fill with new random numbers in [0, 1). */
  readonly randoms: Value[] = [];
  /** The applied layers; inner layers come before the layer around them. */
  readonly layers: BuiltLayer[] = [];
  private readonly weights: Weights | undefined;

  constructor(graph: Graph, { training, weights }: BuildOptions) {
    this.graph = graph;
    this.training = training;
    this.weights = weights;
  }

  within(layer: Layer): LayerContext {
    return new LayerScope(this, this.scopeName('', layer));
  }

  parameter(name: string, shape: readonly number[], initializer: Initializer, pace?: Pace): Value {
    const value = this.weight({ name, shape, initializer, trainable: true, ...(pace && { pace }) });
    this.parameters.set(name, value);
    return value;
  }

  state(name: string, shape: readonly number[], initializer: Initializer): Value {
    return this.weight({ name, shape, initializer, trainable: false });
  }

  update(state: Value, next: Value): void {
    this.updates.set(state.name, next);
  }

  record(built: BuiltLayer): void {
    this.layers.push(built);
  }

  addLoss(value: Value): void {
    if (this.training) this.losses.push(value);
  }

  random(shape: Shape): Value {
    const value = this.graph.input(`random/${this.randoms.length}`, 'float32', shape);
    this.randoms.push(value);
    return value;
  }

  /** Names as in Keras: `dense`, `dense_1`, ... */
  scopeName(prefix: string, layer: Layer): string {
    const base = prefix + layer.type;
    const uses = this.scopes.get(base) ?? 0;
    this.scopes.set(base, uses + 1);
    return uses === 0 ? base : `${base}_${uses}`;
  }
  private readonly scopes = new Map<string, number>();

  private weight(spec: WeightSpec): Value {
    this.specs.push(spec);
    if (!this.weights) return this.graph.input(spec.name, 'float32', spec.shape);
    const data = this.weights[spec.name];
    if (!data) throw new GraphError(`weight ${spec.name} is missing`);
    return this.graph.constant(data, spec.shape, 'float32', spec.name);
  }
}

/** The context of one layer; the names of its weights start with its name. */
class LayerScope implements LayerContext {
  readonly name: string;
  private readonly root: BuildContext;

  constructor(root: BuildContext, name: string) {
    this.root = root;
    this.name = name;
  }

  get training(): boolean {
    return this.root.training;
  }

  within(layer: Layer): LayerContext {
    return new LayerScope(this.root, this.root.scopeName(`${this.name}/`, layer));
  }

  parameter(name: string, shape: readonly number[], initializer: Initializer, pace?: Pace): Value {
    return this.root.parameter(`${this.name}/${name}`, shape, initializer, pace);
  }

  state(name: string, shape: readonly number[], initializer: Initializer): Value {
    return this.root.state(`${this.name}/${name}`, shape, initializer);
  }

  update(state: Value, next: Value): void {
    this.root.update(state, next);
  }

  record(built: BuiltLayer): void {
    this.root.record(built);
  }

  addLoss(value: Value): void {
    this.root.addLoss(value);
  }

  random(shape: Shape): Value {
    return this.root.random(shape);
  }
}
