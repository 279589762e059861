// One training step as one program: forward pass, backward pass and the optimiser's update, from one state
// to the next. The weights are inputs and outputs of the graph (train-step-graph.ts); step-state.ts holds
// them between the steps.
import type { Batch } from '../data/batches.ts';
import { sizeOf, type TensorData } from '../engine/graph/tensor-type.ts';
import { prepareProgram, type CompileOptions, type PreparedProgram } from '../engine/runtime/compile.ts';
import type { Program } from '../engine/runtime/program.ts';
import { InputError } from '../errors.ts';
import type { TrainingPictures } from '../nn/initializer.ts';
import { initialWeights, type Weights, type WeightSpec } from '../nn/model.ts';
import { Random } from '../random.ts';
import { groupParameters, membersOf, type ParameterGroup } from './parameter-groups.ts';
import { StepPrograms } from './step-programs.ts';
import { copyOf, keptResultsOf, openState, type State, type StepState } from './step-state.ts';
import {
  averageName,
  averageTakenName,
  buildTrainStep,
  rateName,
  scalarPrefix,
  slotName,
  type TrainStepConfig,
} from './train-step-graph.ts';

export type { State } from './step-state.ts';
export type { TrainStepConfig } from './train-step-graph.ts';

/** What changes from step to step, apart from the batch. */
export interface StepSettings {
  /** Counted from 1 over the whole run. Dropout and the optimiser's bias corrections depend on it. */
  readonly step: number;
  readonly learningRate: number;
  /** How many epochs are done, with a fraction; for weights that are trained from a later epoch on. */
  readonly epochsDone?: number;
  /** The share of the new weights in their average; 1 by default. */
  readonly averageTaken?: number;
  /** The teacher's probabilities for the batch, `[batch, classes]`, if there is a teacher. */
  readonly taught?: Float32Array | undefined;
}

export interface StepResult {
  /** The mean loss over the batch. */
  readonly loss: number;
  /** How many predictions for the batch were correct, before the update. */
  readonly correct: number;
  /** The norm of all gradients together, before it is clipped. */
  readonly gradientNorm: number;
}

/** The program for a batch size, and the random numbers that it is fed. */
interface PreparedStep extends PreparedProgram {
  readonly randoms: readonly { name: string; size: number }[];
}

/** A model in training: its weights, the optimiser's state, and the programs that advance them. */
export class TrainStep {
  private readonly held: StepState;
  private readonly config: TrainStepConfig;
  private readonly options: CompileOptions;
  private readonly groups: readonly ParameterGroup[];
  /** Weights that are updated without a gradient. */
  private readonly states: readonly WeightSpec[];
  private readonly programs = new StepPrograms((batchSize) => this.compile(batchSize));
  private readonly metrics = {
    ...{ loss: new Float32Array(1), correct: new Float32Array(1), gradientNorm: new Float32Array(1) },
  };

  constructor(config: TrainStepConfig, options: CompileOptions = {}) {
    this.config = config;
    const specs = config.model.weightSpecs(config.input);
    this.states = specs.filter(({ trainable }) => !trainable);
    this.groups = groupParameters(specs, !options.withoutPasses?.includes('group-updates'), config.optimizer);
    const start = startingState(specs, this.groups, config);
    this.held = openState(start, options);
    // The teacher's programs run between those of the step.
    const takesTurns = config.distillation !== undefined;
    this.options = { takesTurns, ...options, keptResults: keptResultsOf(start) };
  }

  /**
   * Makes `weights`, `finalWeights` and `state` current, if a device keeps them between the steps. Elsewhere
   * they always are.
   */
  async fetch(): Promise<void> {
    await this.held.fetch();
  }

  /** The current weights. Later steps overwrite the arrays: copy what you keep. */
  get weights(): Weights {
    const { arrays } = this.held;
    return this.weightsFrom((name) => arrays[name]!);
  }

  /** The weights to save: their average, if one is kept. Later steps overwrite the arrays. */
  get finalWeights(): Weights {
    const { arrays } = this.held;
    return this.config.averages ? this.weightsFrom((name) => arrays[averageName(name)]!) : this.weights;
  }

  /** A copy of all that a step reads and writes: weights, the optimiser's slots, averages. */
  get state(): State {
    return copyOf(this.held.arrays);
  }

  /**
   * Continues from a `state` of the same model, optimiser and averaging.
   *
   * @throws InputError if arrays are missing or have other lengths
   */
  restore(state: State): void {
    for (const [name, data] of Object.entries(this.held.arrays)) {
      if (state[name]?.length !== data.length)
        throw new InputError(
          `${name}: expected ${data.length} numbers, got ${state[name]?.length ?? 'none'}`,
        );
    }
    this.held.replace(state);
  }

  async run(
    batch: Batch,
    { step, learningRate, epochsDone = 0, averageTaken = 1, taught }: StepSettings,
  ): Promise<StepResult> {
    const { program, prepared } = await this.programs.open(batch.labels.length);
    const feeds: Record<string, TensorData> = {
      ...this.feedsOf(batch),
      ...(taught && { taught }),
    };
    const { optimizer, seed, averages } = this.config;
    for (const [name, value] of Object.entries(optimizer.scalars(step, learningRate))) {
      feeds[scalarPrefix + name] = Float32Array.of(value);
    }
    for (const { name, pace } of this.groups) {
      if (pace) feeds[rateName(name)] = Float32Array.of(epochsDone >= pace.from ? pace.rate : 0);
    }
    if (averages) feeds[averageTakenName] = Float32Array.of(averageTaken);
    for (const { name, size } of prepared.randoms) {
      feeds[name] = new Random(seed, name, step).fillUniform(new Float32Array(size));
    }
    await this.held.advance(program, feeds, this.metrics);
    const { loss, correct, gradientNorm } = this.metrics;
    return { loss: loss[0]!, correct: correct[0]!, gradientNorm: gradientNorm[0]! };
  }

  /** Opens the program for a batch size before its first use. */
  async prepare(batchSize: number): Promise<Program> {
    return (await this.programs.open(batchSize)).program;
  }

  async dispose(): Promise<void> {
    await this.held.dispose();
    await this.programs.dispose();
  }

  private weightsFrom(arrayOf: (name: string) => Float32Array): Weights {
    const grouped = this.groups.flatMap((group) => membersOf(group, arrayOf(group.name)));
    const states = this.states.map(({ name }) => [name, arrayOf(name)] as const);
    return Object.fromEntries([...grouped, ...states]);
  }

  private feedsOf({ images, labels, mixed }: Batch): Record<string, TensorData> {
    if (!this.config.mixes) return { images, labels };
    const unmixed = () => ({ labels, shares: new Float32Array(labels.length) });
    const others = mixed ?? unmixed();
    return { images, labels, mixedLabels: others.labels, mixedShares: others.shares };
  }

  private async compile(batchSize: number): Promise<PreparedStep> {
    const { graph, randoms } = buildTrainStep(this.config, this.groups, batchSize, this.options);
    const sizes = randoms.map(({ name, shape }) => ({
      name,
      size: sizeOf(shape),
    }));
    return { ...(await prepareProgram(graph, this.options)), randoms: sizes };
  }
}

function picturesOf({ images, input, normalization }: TrainStepConfig): TrainingPictures | undefined {
  const [channels, height, width] = input;
  return images && { images, channels, height, width, normalization };
}

/** @throws InputError for a weight that the model does not have, or of another size */
function checkStart(startFrom: Weights, specs: readonly WeightSpec[]): void {
  const sizes = new Map(specs.map(({ name, shape }) => [name, sizeOf(shape)]));
  for (const [name, { length }] of Object.entries(startFrom)) {
    const expected = sizes.get(name);
    if (length !== expected)
      throw new InputError(
        `startFrom: ${name}: expected ${expected === undefined ? 'the name of a weight' : `${expected} numbers`}, got ${length} numbers`,
      );
  }
}

/** The model's initial weights, in their groups, and the optimiser's slots, all zero. */
function startingState(
  specs: readonly WeightSpec[],
  groups: readonly ParameterGroup[],
  config: TrainStepConfig,
): State {
  const { optimizer, averages, startFrom = {} } = config;
  checkStart(startFrom, specs);
  const weights = { ...initialWeights(specs, config.seed, picturesOf(config)), ...startFrom };
  const state = specs
    .filter(({ trainable }) => !trainable)
    .map(({ name }) => [name, weights[name]!.slice()] as const); // steps write to them
  const parameters = groups.flatMap((group) => {
    const data = new Float32Array(sizeOf(group.shape));
    for (const [name, part] of membersOf(group, data)) part.set(weights[name]!);
    const slots = optimizer.slots.map(
      (slot) => [slotName(group.name, slot), new Float32Array(data.length)] as const,
    );
    return [[group.name, data] as const, ...slots];
  });
  const weightNames = [...state.map(([name]) => name), ...groups.map(({ name }) => name)];
  const started: State = Object.fromEntries([...state, ...parameters]);
  for (const name of averages ? weightNames : []) started[averageName(name)] = started[name]!.slice();
  return started;
}
