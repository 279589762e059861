// Builds the graph of a training step: forward pass from pixels and labels to the loss, backward pass, and
// the optimiser's update. Its inputs are the weights, the optimiser's slots and the averages. Its outputs
// are their next values.
import { Graph, type Value } from '../engine/graph/graph.ts';
import { add, concat, mul, reshape, sub } from '../engine/graph/operators/index.ts';
import { sameShape } from '../engine/graph/tensor-type.ts';
import { gradients } from '../engine/gradients/gradients.ts';
import { packInputs } from '../engine/passes/pack-inputs.ts';
import { simplify, type PassOptions } from '../engine/passes/passes.ts';
import {
  classificationLoss,
  countCorrect,
  distillationLoss,
  oneHot,
  type LossOptions,
} from '../nn/losses.ts';
import { BuildContext, type Model, type Weights } from '../nn/model.ts';
import { normalizePixels, type Normalization } from '../nn/preprocessing.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { clipByNorm, globalNorm } from './clip-gradients.ts';
import type { DistillationWeights } from './distillation.ts';
import type { ParameterGroup } from './parameter-groups.ts';
import { InputError } from '../errors.ts';

export interface TrainStepConfig {
  readonly model: Model;
  /** `[channels, height, width]` */
  readonly input: readonly [number, number, number];
  readonly classes: number;
  readonly normalization: Normalization;
  readonly optimizer: Optimizer;
  readonly seed: number;
  /** Weights to start from, by name; the others have their initial values. */
  readonly startFrom?: Weights;
  /** The pictures to train on, for initialisers that measure them. */
  readonly images?: Uint8Array;
  readonly loss?: LossOptions;
  /** Whether batches contain pictures mixed from two. */
  readonly mixes?: boolean;
  /** How much the teacher counts, if batches come with its predictions. */
  readonly distillation?: DistillationWeights;
  /** The upper limit for the norm of all gradients together. */
  readonly clipNorm?: number;
  /** Whether to keep an average of the weights. */
  readonly averages?: boolean;
}

/** The prefix of inputs that are fed anew at each step. */
export const scalarPrefix = 'scalar/';
/** Outputs are named `next/…`, because an output can't share its name with an input. */
export const nextPrefix = 'next/';
export const slotName = (parameter: string, slot: string): string => `${parameter}/${slot}`;
export const averageName = (weight: string): string => `${weight}/average`;
export const averageTakenName = `${scalarPrefix}averageTaken`;
/** The share of a group's update that is made; fed for groups with a pace. */
export const rateName = (group: string): string => `${scalarPrefix}rate/${group}`;

/** The graph of one step for a batch size, and its inputs that take random numbers. */
export function buildTrainStep(
  config: TrainStepConfig,
  groups: readonly ParameterGroup[],
  batchSize: number,
  options: PassOptions,
): { graph: Graph; randoms: readonly Value[] } {
  const { forward, context } = buildForward(config, batchSize);
  const graph = simplify(forward, options);
  addUpdates(graph, groups, config);
  if (config.averages) addAverages(graph, [...groups.map(({ name }) => name), ...context.updates.keys()]);
  const lists = groups.filter(({ members, name }) => members[0]!.name !== name);
  const packs = new Map(lists.map(({ name, members }) => [name, members.map((member) => member.name)]));
  return { graph: packInputs(graph, packs), randoms: context.randoms };
}

/** Builds the part from pixels and labels to the loss, with the states that layers keep from step to step. */
function buildForward(config: TrainStepConfig, batchSize: number): { forward: Graph; context: BuildContext } {
  const forward = new Graph();
  const images = forward.input('images', 'uint8', [batchSize, ...config.input]);
  const labels = forward.input('labels', 'int32', [batchSize]);
  const context = new BuildContext(forward, { training: true });
  const logits = config.model.apply(context, normalizePixels(images, config.normalization));
  checkOutputs(logits, config.classes);
  const own = oneHot(labels, config.classes);
  const targets = config.mixes ? mixedWith(own, batchSize, config.classes) : own;
  const labelled = classificationLoss(logits, targets, config.loss);
  const { distillation } = config;
  const loss = distillation ? withTeacher(labelled, logits, distillation) : labelled;
  forward.output('loss', context.losses.reduce(add, loss));
  forward.output('correct', countCorrect(logits, own));
  for (const [name, next] of context.updates) forward.output(nextPrefix + name, next);
  return { forward, context };
}

/** @throws InputError if the network does not give one number for each class */
function checkOutputs({ shape }: Value, classes: number): void {
  if (shape.length === 2 && shape[1] === classes) return;
  const outputs = shape.slice(1).join('×');
  throw new InputError(`the network: expected ${classes} outputs, one for each class, got ${outputs}`);
}

/** Targets of pictures mixed from two: the own class for one share, the other class for the rest. */
function mixedWith(own: Value, batchSize: number, classes: number): Value {
  const other = oneHot(own.graph.input('mixedLabels', 'int32', [batchSize]), classes);
  const share = reshape(own.graph.input('mixedShares', 'float32', [batchSize]), [batchSize, 1]);
  return add(mul(own, sub(1, share)), mul(other, share));
}

/** The weighted sum of the loss from the labels and the distance from the teacher. */
function withTeacher(labelled: Value, logits: Value, { weight, temperature }: DistillationWeights): Value {
  const taught = logits.graph.input('taught', 'float32', logits.shape);
  return add(mul(labelled, 1 - weight), mul(distillationLoss(logits, taught, temperature), weight));
}

/** Differentiates the loss and applies the optimiser to each group of parameters. */
function addUpdates(
  graph: Graph,
  groups: readonly ParameterGroup[],
  { optimizer, clipNorm }: TrainStepConfig,
): void {
  const fed = (name: string, shape: readonly number[]) => graph.input(name, 'float32', shape);
  const scalars = named(Object.keys(optimizer.scalars(1, 1)), (name) => fed(scalarPrefix + name, []));
  const inputs = new Map(graph.inputs.map((input) => [input.name, input]));
  const members = groups.flatMap((group) => group.members.map(({ name }) => inputs.get(name)!));
  const found = gradients(graph.outputs.get('loss')!, members);
  const gradientOf = new Map(members.map(({ name }, i) => [name, found[i]!]));
  const joint = groups.map(({ members, shape }) => {
    const parts = members.map((member) => gradientOf.get(member.name)!);
    return sameShape(parts[0]!.shape, shape) ? parts[0]! : joined(parts);
  });
  const norm = globalNorm(joint);
  graph.output('gradientNorm', norm);
  const clipped = clipNorm === undefined ? joint : clipByNorm(joint, norm, clipNorm);
  for (const [i, { name, shape, decays, pace }] of groups.entries()) {
    const parameter = inputs.get(name) ?? fed(name, shape);
    const slots = named(optimizer.slots, (slot) => fed(slotName(name, slot), shape));
    const updated = optimizer.update({ parameter, gradient: clipped[i]!, slots, scalars, decays });
    const next = pace
      ? add(parameter, mul(sub(updated.parameter, parameter), fed(rateName(name), [])))
      : updated.parameter;
    graph.output(nextPrefix + name, next);
    for (const slot of optimizer.slots) graph.output(nextPrefix + slotName(name, slot), updated.slots[slot]!);
  }
}

/** Moves the average of each weight, whether trained or kept without a gradient. */
function addAverages(graph: Graph, names: readonly string[]): void {
  const taken = graph.input(averageTakenName, 'float32', []);
  for (const name of names) {
    const next = graph.outputs.get(nextPrefix + name)!;
    const average = graph.input(averageName(name), 'float32', next.shape);
    graph.output(nextPrefix + averageName(name), add(average, mul(sub(next, average), taken)));
  }
}

/** The elements of all values in a row. */
const joined = (values: readonly Value[]): Value =>
  concat(
    values.map((value) => reshape(value, [-1])),
    0,
  );

const named = (names: readonly string[], make: (name: string) => Value): Record<string, Value> =>
  Object.fromEntries(names.map((name) => [name, make(name)]));
