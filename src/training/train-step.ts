// One training step as one program: forward, backward and the optimiser's update, from a state to its successor.
// The weights are inputs and outputs of the graph. Two sets of arrays take turns: the step reads one and writes the
// other, and nothing is copied.
import { Graph, type Value } from '../engine/graph/graph.ts';
import { concat, reshape } from '../engine/graph/operators/index.ts';
import { sameShape, sizeOf, type TensorData } from '../engine/graph/tensor-type.ts';
import { gradients } from '../engine/gradients/gradients.ts';
import { packInputs } from '../engine/passes/pack-inputs.ts';
import { simplify, type PassOptions } from '../engine/passes/passes.ts';
import { compile, type CompileOptions } from '../engine/runtime/compile.ts';
import type { Program } from '../engine/runtime/program.ts';
import { BuildContext, initialWeights, type Model, type Weights, type WeightSpec } from '../nn/model.ts';
import { countCorrect, oneHot, softmaxCrossEntropy } from '../nn/losses.ts';
import { normalizePixels, type Normalization } from '../nn/preprocessing.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { Random } from '../random.ts';
import { groupParameters, membersOf, type ParameterGroup } from './parameter-groups.ts';

export interface TrainStepConfig {
  readonly model: Model;
  /** `[channels, height, width]` */
  readonly input: readonly [number, number, number];
  readonly classes: number;
  readonly normalization: Normalization;
  readonly optimizer: Optimizer;
  readonly seed: number;
}

export interface StepResult {
  /** The mean loss over the batch. */
  readonly loss: number;
  /** How many of the batch were right, before the update. */
  readonly correct: number;
}

interface StepProgram {
  readonly program: Program;
  readonly randoms: readonly { name: string; size: number }[];
}

const scalarPrefix = 'scalar/';

/** A model in training: its weights, the optimiser's state, and the programs that advance them. */
export class TrainStep {
  private current: Record<string, Float32Array>;
  private next: Record<string, Float32Array>;
  private readonly config: TrainStepConfig;
  private readonly options: CompileOptions;
  private readonly groups: readonly ParameterGroup[];
  /** One per batch size, because shapes in a training graph are fixed. */
  private readonly programs = new Map<number, Promise<StepProgram>>();
  private readonly metrics = { loss: new Float32Array(1), correct: new Float32Array(1) };

  constructor(config: TrainStepConfig, options: CompileOptions = {}) {
    this.config = config;
    this.options = options;
    const specs = config.model.weightSpecs(config.input);
    this.groups = groupParameters(specs, !options.withoutPasses?.includes('group-updates'), config.optimizer);
    this.current = startingState(specs, this.groups, config);
    // Copies, so that a state which no step updates is the same in both.
    this.next = Object.fromEntries(Object.entries(this.current).map(([name, data]) => [name, data.slice()]));
  }

  /** The weights now. The arrays change with the steps to come: copy what must stay. */
  get weights(): Weights {
    const parameters = this.groups.flatMap((group) => membersOf(group, this.current[group.name]!));
    return { ...this.current, ...Object.fromEntries(parameters) };
  }

  /**
   * Trains on one batch.
   *
   * @param images `[batch, channels, height, width]`
   * @param labels `[batch]`
   * @param step counted from 1 over the whole run; dropout and the optimiser's corrections depend on it
   * @param learningRate the rate at this step
   */
  async run(images: Uint8Array, labels: Int32Array, step: number, learningRate: number): Promise<StepResult> {
    const { program, randoms } = await this.prepare(labels.length);
    const feeds: Record<string, TensorData> = { ...this.current, images, labels };
    const { optimizer, seed } = this.config;
    for (const [name, value] of Object.entries(optimizer.scalars(step, learningRate))) {
      feeds[scalarPrefix + name] = Float32Array.of(value);
    }
    for (const { name, size } of randoms) {
      feeds[name] = new Random(seed, name, step).fillUniform(new Float32Array(size));
    }
    await program.run(feeds, { ...prefixed(this.next), ...this.metrics });
    [this.current, this.next] = [this.next, this.current];
    return { loss: this.metrics.loss[0]!, correct: this.metrics.correct[0]! };
  }

  /** Compiles the step for a batch size ahead of its first use. */
  prepare(batchSize: number): Promise<StepProgram> {
    const known = this.programs.get(batchSize);
    if (known) return known;
    const made = this.compile(batchSize);
    this.programs.set(batchSize, made);
    return made;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.programs.values()].map(async (made) => (await made).program.dispose()));
    this.programs.clear();
  }

  private async compile(batchSize: number): Promise<StepProgram> {
    const { graph, randoms } = buildTrainStep(this.config, this.groups, batchSize, this.options);
    const sizes = randoms.map(({ name, shape }) => ({
      name,
      size: sizeOf(shape),
    }));
    return { program: await compile(graph, this.options), randoms: sizes };
  }
}

const slotName = (parameter: string, slot: string): string => `${parameter}/${slot}`;

/** Outputs are named `next/…`, because an output can't share its name with an input. */
const nextPrefix = 'next/';
const prefixed = (arrays: Readonly<Record<string, Float32Array>>): Record<string, Float32Array> =>
  Object.fromEntries(Object.entries(arrays).map(([name, data]) => [nextPrefix + name, data]));

/** Weights as the model starts with them, in their groups, and the optimiser's slots at zero. */
function startingState(
  specs: readonly WeightSpec[],
  groups: readonly ParameterGroup[],
  { optimizer, seed }: TrainStepConfig,
): Record<string, Float32Array> {
  const weights = initialWeights(specs, seed);
  const state = specs
    .filter(({ trainable }) => !trainable)
    .map(({ name }) => [name, weights[name]!] as const);
  const parameters = groups.flatMap((group) => {
    const data = new Float32Array(sizeOf(group.shape));
    for (const [name, part] of membersOf(group, data)) part.set(weights[name]!);
    const slots = optimizer.slots.map(
      (slot) => [slotName(group.name, slot), new Float32Array(data.length)] as const,
    );
    return [[group.name, data] as const, ...slots];
  });
  return Object.fromEntries([...state, ...parameters]);
}

/** The graph of one step for a batch size, and the inputs that want random numbers. */
export function buildTrainStep(
  config: TrainStepConfig,
  groups: readonly ParameterGroup[],
  batchSize: number,
  options: PassOptions,
): { graph: Graph; randoms: readonly Value[] } {
  const { forward, context } = buildForward(config, batchSize);
  const graph = simplify(forward, options);
  addUpdates(graph, groups, config.optimizer);
  const lists = groups.filter(({ members, name }) => members[0]!.name !== name);
  const packs = new Map(lists.map(({ name, members }) => [name, members.map((member) => member.name)]));
  return { graph: packInputs(graph, packs), randoms: context.randoms };
}

/** From pixels and labels to the loss, with what layers keep from step to step. */
function buildForward(config: TrainStepConfig, batchSize: number): { forward: Graph; context: BuildContext } {
  const forward = new Graph();
  const images = forward.input('images', 'uint8', [batchSize, ...config.input]);
  const labels = forward.input('labels', 'int32', [batchSize]);
  const context = new BuildContext(forward, { training: true });
  const logits = config.model.apply(context, normalizePixels(images, config.normalization));
  const targets = oneHot(labels, config.classes);
  forward.output('loss', softmaxCrossEntropy(logits, targets));
  forward.output('correct', countCorrect(logits, targets));
  for (const [name, next] of context.updates) forward.output(nextPrefix + name, next);
  return { forward, context };
}

/** Differentiates the loss and lets the optimiser move each group of parameters. */
function addUpdates(graph: Graph, groups: readonly ParameterGroup[], optimizer: Optimizer): void {
  const fed = (name: string, shape: readonly number[]) => graph.input(name, 'float32', shape);
  const scalars = named(Object.keys(optimizer.scalars(1, 1)), (name) => fed(scalarPrefix + name, []));
  const inputs = new Map(graph.inputs.map((input) => [input.name, input]));
  const members = groups.flatMap((group) => group.members.map(({ name }) => inputs.get(name)!));
  const found = gradients(graph.outputs.get('loss')!, members);
  const gradientOf = new Map(members.map(({ name }, i) => [name, found[i]!]));
  for (const { name, shape, members, decays } of groups) {
    const parameter = inputs.get(name) ?? fed(name, shape);
    const parts = members.map((member) => gradientOf.get(member.name)!);
    const gradient = sameShape(parts[0]!.shape, shape) ? parts[0]! : joined(parts);
    const slots = named(optimizer.slots, (slot) => fed(slotName(name, slot), shape));
    const updated = optimizer.update({ parameter, gradient, slots, scalars, decays });
    graph.output(nextPrefix + name, updated.parameter);
    for (const slot of optimizer.slots) graph.output(nextPrefix + slotName(name, slot), updated.slots[slot]!);
  }
}

/** The elements of all values, one after the other. */
const joined = (values: readonly Value[]): Value =>
  concat(
    values.map((value) => reshape(value, [-1])),
    0,
  );

const named = (names: readonly string[], make: (name: string) => Value): Record<string, Value> =>
  Object.fromEntries(names.map((name) => [name, make(name)]));
