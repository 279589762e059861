// Class activation maps in their original form (Zhou et al., 2016, "Learning Deep Features for
// Discriminative Localization"). If global average pooling leads from the feature maps to a single dense
// layer, a class's weights tell how much each map counts. The method needs no gradient, but only works for
// such architectures.
import type { Graph, Node, Value } from '../../engine/graph/graph.ts';
import { readAttributes } from '../../engine/graph/operator.ts';
import { InputError } from '../../errors.ts';
import { keepsOrder, nodeBefore, pooledMaps } from '../../nn/pooled-maps.ts';
import { logitsName } from '../explainable-model.ts';
import type { Explainer } from '../explainer.ts';
import { targetsOf, type Explanation, type ExplanationOptions } from '../explanation.ts';
import { layersOf, type NamedLayer } from '../layers.ts';
import { activationMaps } from './grad-cam.ts';
import { Gemm } from '../../engine/graph/operators/index.ts';

/**
 * Class activation maps of the last feature maps.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns maps of 0 and more; evidence against the class is cut off
 * @throws InputError if the architecture is a different one
 * @example
 * const explainer = await openExplainer(await readFile('best.onnx'));
 * const { images } = sketches({ train: 10, test: 10 }).test;
 * if (hasCam(explainer)) await cam(explainer, images);
 */
export async function cam(
  explainer: Explainer,
  images: ArrayLike<number>,
  options: ExplanationOptions = {},
): Promise<Explanation> {
  const head = findPooledHead(explainer.model.graph);
  if (!head)
    throw new InputError(
      'cam: expected an architecture that ends in global average pooling and one dense layer; grad-cam works with any',
    );
  const targets = await targetsOf(explainer, images, options.targets);
  const { activations } = await explainer.ask(images, { activations: [head.layer] });
  const channels = head.layer.shape[0]!;
  const weights = new Float32Array(targets.length * channels).map((_, i) =>
    head.weight(i % channels, targets[Math.floor(i / channels)]!),
  );
  return { maps: activationMaps(explainer, head.layer, activations[0]!, weights), targets, isSigned: false };
}

/** Whether the architecture allows class activation maps without gradients. */
export const hasCam = ({ model }: Explainer): boolean => findPooledHead(model.graph) !== undefined;

/** A dense layer on pooled feature maps. */
interface PooledHead {
  readonly layer: NamedLayer;
  /** How much a channel's mean adds to a class's logit. */
  readonly weight: (channel: number, target: number) => number;
}

function findPooledHead(graph: Graph): PooledHead | undefined {
  const dense = nodeBefore(
    graph.outputs.get(logitsName),
    (node) => isBias(node) || keepsOrder.has(node.operator.type),
  );
  const kernel = dense?.inputs[1];
  if (!dense || !kernel?.data || !['Gemm', 'MatMul'].includes(dense.operator.type)) return undefined;
  const maps = pooledMaps(dense.inputs[0]);
  const { transA, transB } = readAttributes(Gemm.attributes, dense);
  if (!maps || transA) return undefined;
  const isTurned = transB === 1;
  const [rows, columns] = kernel.shape as [number, number];
  if ((isTurned ? columns : rows) !== maps.shape[1]) return undefined;
  const data = kernel.data as Float32Array;
  return {
    layer: layerOf(graph, maps),
    weight: (channel, target) => data[isTurned ? target * columns + channel : channel * columns + target]!,
  };
}

/** Whether a node adds a constant. */
const isBias = ({ operator, inputs }: Node): boolean =>
  operator.type === 'Add' && inputs[1]?.data !== undefined;

function layerOf(graph: Graph, { name, shape }: Value): NamedLayer {
  const known = layersOf(graph).findLast(({ value }) => value === name);
  return known ?? { name, value: name, shape: shape.slice(1) as number[] };
}
