// What a classifier knows of a picture before it decides: the numbers that go into its last dense layer,
// found in the saved graph. Nothing of the code that built it is needed, so that it works for models of
// others too.
import type { Graph, Node, Value } from '../../engine/graph/graph.ts';
import type { Explainer } from '../explainer.ts';

/** A vector for each picture. */
export interface Embedding {
  readonly count: number;
  readonly size: number;
  /** `[count, size]` */
  readonly values: Float32Array;
}

/**
 * The embedding of pictures in the layer before the last.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns nothing where the model does not end in a dense layer
 * @throws InputError where the numbers are no whole number of pictures
 * @example const embedding = await embed(openExplainer(bytes), data.test.images);
 */
export async function embed(explainer: Explainer, images: ArrayLike<number>): Promise<Embedding | undefined> {
  const before = penultimateValue(explainer.model.graph);
  if (!before) return undefined;
  const shape = before.shape.slice(1) as number[];
  const layer = { name: 'penultimate', value: before.name, shape };
  const { activations } = await explainer.ask(images, { activations: [layer] });
  const count = explainer.countOf(images);
  return { count, size: activations[0]!.length / count, values: activations[0]! };
}

/** What the last dense layer on the way to the graph's first output reads, where something computes that. */
function penultimateValue(graph: Graph): Value | undefined {
  const [output] = graph.outputs.values();
  let node = output?.producer;
  for (let steps = 0; node && steps < mostNodesAfter; steps++) {
    if (isDense(node)) return node.inputs[0]?.producer && node.inputs[0];
    node = computedInput(node)?.producer;
  }
  return undefined;
}

/** Bias, a cast, a flattening, a division by a temperature: more is no classifier's end. */
const mostNodesAfter = 8;

const isDense = ({ operator: { type }, inputs }: Node): boolean =>
  (type === 'Gemm' || type === 'MatMul') && inputs[1]?.data !== undefined;

/** The first input of a node that is no constant. */
const computedInput = ({ inputs }: Node): Value | undefined =>
  inputs.find((value) => value?.producer !== undefined);
