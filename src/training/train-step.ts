// One training step as one program: forward, backward and the optimiser's update, from a state to its successor.
// The weights are inputs and outputs of the graph. Two sets of arrays take turns: the step reads one and writes the
// other, and nothing is copied.
import { Graph, type Value } from '../engine/graph/graph.ts';
import { sizeOf, type TensorData } from '../engine/graph/tensor-type.ts';
import { gradients } from '../engine/gradients/gradients.ts';
import { simplify } from '../engine/passes/simplify.ts';
import { compile, type CompileOptions } from '../engine/runtime/compile.ts';
import type { Program } from '../engine/runtime/program.ts';
import { BuildContext, initialWeights, type Model, type Weights } from '../nn/model.ts';
import { countCorrect, oneHot, softmaxCrossEntropy } from '../nn/losses.ts';
import { normalizePixels, type Normalization } from '../nn/preprocessing.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { Random } from '../random.ts';

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
  /** One per batch size, because shapes in a training graph are fixed. */
  private readonly programs = new Map<number, Promise<StepProgram>>();
  private readonly metrics = { loss: new Float32Array(1), correct: new Float32Array(1) };

  constructor(config: TrainStepConfig, options: CompileOptions = {}) {
    this.config = config;
    this.options = options;
    const specs = config.model.weightSpecs(config.input);
    const weights = initialWeights(specs, config.seed);
    const slots = specs
      .filter(({ trainable }) => trainable)
      .flatMap(({ name }) =>
        config.optimizer.slots.map((slot): [string, Float32Array] => [
          slotName(name, slot),
          new Float32Array(weights[name]!.length),
        ]),
      );
    this.current = { ...weights, ...Object.fromEntries(slots) };
    // Copies, so that a state which no step updates is the same in both.
    this.next = Object.fromEntries(Object.entries(this.current).map(([name, data]) => [name, data.slice()]));
  }

  /** The weights now. The arrays change with the steps to come: copy what must stay. */
  get weights(): Weights {
    return this.current;
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
    const { graph, randoms } = buildTrainStep(this.config, batchSize);
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

/** The graph of one step for a batch size, and the inputs that want random numbers. */
function buildTrainStep(
  config: TrainStepConfig,
  batchSize: number,
): { graph: Graph; randoms: readonly Value[] } {
  const { forward, context } = buildForward(config, batchSize);
  const graph = simplify(forward);
  addUpdates(graph, [...context.parameters.keys()], config.optimizer);
  return { graph, randoms: context.randoms };
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

/** Differentiates the loss and lets the optimiser move each parameter. */
function addUpdates(graph: Graph, names: readonly string[], optimizer: Optimizer): void {
  const scalars = Object.fromEntries(
    Object.keys(optimizer.scalars(1, 1)).map((name) => [
      name,
      graph.input(scalarPrefix + name, 'float32', []),
    ]),
  );
  const parameters = names.map((name) => graph.inputs.find((input) => input.name === name)!);
  gradients(graph.outputs.get('loss')!, parameters).forEach((gradient, i) => {
    const [name, parameter] = [names[i]!, parameters[i]!];
    const slots = Object.fromEntries(
      optimizer.slots.map((slot) => [slot, graph.input(slotName(name, slot), 'float32', parameter.shape)]),
    );
    const updated = optimizer.update(parameter, gradient, slots, scalars);
    graph.output(nextPrefix + name, updated.parameter);
    for (const slot of optimizer.slots) graph.output(nextPrefix + slotName(name, slot), updated.slots[slot]!);
  });
}
