// The network as one graph that tells everything: the output of each stage, the loss, the gradient of each
// stage and weight, and the weights after one step of plain gradient descent. Weights are fed, so that any of
// them can change.
import { Graph, type Value } from '../../../../../src/engine/graph/graph.ts';
import { mul, softmax, sub } from '../../../../../src/engine/graph/operators/index.ts';
import { gradients } from '../../../../../src/engine/gradients/gradients.ts';
import { InputError } from '../../../../../src/errors.ts';
import { inputName, outputName, type ModelCard } from '../../../../../src/nn/classifier-file.ts';
import { classificationLoss, oneHot } from '../../../../../src/nn/losses.ts';
import { BuildContext, Model } from '../../../../../src/nn/model.ts';
import { normalizePixels } from '../../../../../src/nn/preprocessing.ts';
import { requireAllKinds, requirePlain, stagesOf, type BuiltStage, type Stage } from './plain-network.ts';

export const labelName = 'label';
export const rateName = 'rate';
export const lossName = 'loss';
/** The names of outputs for stages and weights. */
export const valueOf = (stage: string): string => `value/${stage}`;
export const gradientOf = (name: string): string => `gradient/${name}`;
export const nextOf = (weight: string): string => `next/${weight}`;

export interface WalkGraph {
  readonly graph: Graph;
  /** From the picture to the logits. */
  readonly stages: readonly Stage[];
  /** The names of all weights and their shapes. */
  readonly weights: ReadonlyMap<string, readonly number[]>;
  /** The names of those that learn; the running means and variances of normalisation don't. */
  readonly learned: readonly string[];
}

/**
 * Builds the graph for the network that a saved model describes.
 *
 * @param source names the model in errors
 * @throws InputError if the network has layers that the walk can't explain
 */
export function buildWalk(card: Omit<ModelCard, 'data' | 'seed' | 'epoch'>, source: string): WalkGraph {
  requirePlain(
    source,
    card.architecture.layers.map(({ type }) => type),
  );
  const { channels, height, width } = card.input;
  const graph = new Graph();
  const images = graph.input(inputName, 'uint8', [1, channels, height, width]);
  const label = graph.input(labelName, 'int32', [1]);
  const context = new BuildContext(graph, { training: false });
  const input = normalizePixels(images, card.preprocessing);
  const logits = Model.fromJSON(card.architecture).apply(context, input);
  const stages = stagesOf(graph, input, context.layers);
  requireAllKinds(source, stages);
  const last = stages.at(-1)!;
  if (last.value !== logits || last.stage.kind !== 'dense')
    throw new InputError(`${source}: Learn needs a network that ends with a dense layer`);
  graph.output(outputName, softmax(logits));
  const loss = classificationLoss(logits, oneHot(label, card.classNames.length));
  graph.output(lossName, loss);
  tellAll(graph, loss, stages, [...context.parameters.values()]);
  return {
    graph,
    stages: stages.map(({ stage }) => stage),
    weights: new Map(context.specs.map(({ name, shape }) => [name, shape])),
    learned: [...context.parameters.keys()],
  };
}

/** Adds an output for each stage, each gradient and each next weight. */
function tellAll(graph: Graph, loss: Value, stages: readonly BuiltStage[], weights: readonly Value[]): void {
  const rate = graph.input(rateName, 'float32', []);
  const found = gradients(loss, [...stages.map(({ value }) => value), ...weights]);
  stages.forEach(({ stage: { id }, value }, i) => {
    graph.output(valueOf(id), value);
    graph.output(gradientOf(id), found[i]!);
  });
  weights.forEach((weight, i) => {
    const gradient = found[stages.length + i]!;
    graph.output(gradientOf(weight.name), gradient);
    graph.output(nextOf(weight.name), sub(weight, mul(gradient, rate)));
  });
}
