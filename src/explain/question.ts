// Compiles a question about pictures into a program: the model's graph for one batch size, with layer
// outputs and gradients as further outputs. One run computes them all, because gradients of early layers
// pass through the late ones anyway.
import type { Graph, Value } from '../engine/graph/graph.ts';
import { mul, reduceMean, reduceSum } from '../engine/graph/operators/index.ts';
import { staticShape } from '../engine/graph/tensor-type.ts';
import { gradients } from '../engine/gradients/gradients.ts';
import { rewrite } from '../engine/passes/rewrite.ts';
import { compile } from '../engine/runtime/compile.ts';
import type { Program } from '../engine/runtime/program.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { logitsName } from './explainable-model.ts';
import type { NamedLayer } from './layers.ts';

/** What to compute for pictures, in addition to the logits. */
export interface Question {
  /** What to differentiate: the mean over a unit's map in this layer; by default the logit of a class. */
  readonly objective?: NamedLayer | undefined;
  /** The layers whose outputs to return. */
  readonly activations?: readonly NamedLayer[];
  /** The layers, or the pixels, to differentiate with respect to. */
  readonly gradients?: readonly ('pixels' | NamedLayer)[];
}

/** Compiles a question for a batch size. The program takes one-hot targets as `target`, `[batch, units]`. */
export async function compileQuestion(
  model: Graph,
  question: Question,
  batch: number,
  options: DeviceOptions,
): Promise<Program> {
  const graph = withBatch(model, batch);
  const value = valueFinder(graph);
  question.activations?.forEach((layer, i) => graph.output(`activation ${i}`, value(layer)));
  if (question.gradients?.length) {
    const objective = question.objective ? value(question.objective) : graph.outputs.get(logitsName)!;
    const wanted = question.gradients.map((of) => (of === 'pixels' ? graph.inputs[0]! : value(of)));
    const found = gradients(targetSum(objective), wanted);
    found.forEach((gradient, i) => graph.output(`gradient ${i}`, gradient));
  }
  return compile(graph, options);
}

/** The same graph for another batch size. */
const withBatch = (model: Graph, batch: number): Graph =>
  rewrite(
    model,
    () => undefined,
    (inputs, graph) =>
      new Map(inputs.map((old) => [old, graph.input(old.name, old.dtype, [batch, ...old.shape.slice(1)])])),
  );

function valueFinder(graph: Graph): (layer: NamedLayer) => Value {
  const values = new Map(graph.nodes.flatMap(({ outputs }) => outputs.map((value) => [value.name, value])));
  return ({ value }) => values.get(value)!;
}

/**
 * The sum of the targets' values over the batch. Pictures do not affect one another, so its gradient
 * contains that of each picture by itself.
 */
function targetSum(objective: Value): Value {
  const [batch, units, ...spatial] = staticShape(objective.shape) as [number, number, ...number[]];
  const target = objective.graph.input('target', 'float32', [batch, units]);
  const axes = spatial.map((_, i) => i + 2);
  const means = axes.length > 0 ? reduceMean(objective, { axes, keepDims: false }) : objective;
  return reduceSum(mul(means, target), { keepDims: false });
}
