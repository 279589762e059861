// What a model has learned to see: the feature maps of a layer for pictures, and the filters of a
// convolution.
import type { Node } from '../engine/graph/graph.ts';
import { scopeOf } from '../engine/graph/graph.ts';
import { InputError } from '../errors.ts';
import type { Explainer } from './explainer.ts';
import { groupsOf } from '../engine/graph/operators/index.ts';

/** The output of a layer for pictures. */
export interface FeatureMaps {
  /** The name of the layer. */
  readonly layer: string;
  /** The number of maps. If the layer does not output maps, each unit is a map of one pixel. */
  readonly channels: number;
  /** The height of each map. */
  readonly height: number;
  /** The width of each map. */
  readonly width: number;
  /** `[count, channels, height, width]` */
  readonly values: Float32Array;
}

/**
 * The output of a layer for pictures.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @throws InputError listing the layers if there is none of that name
 * @example
 * const explainer = await openExplainer(await readFile('best.onnx'));
 * const { images } = sketches({ train: 10, test: 10 }).test;
 * const { channels, values } = await featureMaps(explainer, images, 'conv2d_1');
 * channels // 16
 */
export async function featureMaps(
  explainer: Explainer,
  images: ArrayLike<number>,
  layer: string,
): Promise<FeatureMaps> {
  const found = explainer.layer(layer);
  const [channels = 1, height = 1, width = 1] = found.shape;
  const { activations } = await explainer.ask(images, { activations: [found] });
  return { layer: found.name, channels, height, width, values: activations[0]! };
}

/** The kernels of a convolution. */
export interface Filters {
  /** The name of the layer. */
  readonly layer: string;
  /** The number of filters. */
  readonly count: number;
  /** The number of input channels of each filter, which are those of its group. */
  readonly channels: number;
  /** The height of each kernel. */
  readonly height: number;
  /** The width of each kernel. */
  readonly width: number;
  /** The number of groups; 1 in an ordinary convolution. */
  readonly groups: number;
  /** `[count, channels, height, width]` */
  readonly weights: Float32Array;
}

/**
 * The kernels of a convolution, by the name of its layer.
 *
 * @throws InputError listing the convolutions if there is none of that name
 * @example
 * const explainer = await openExplainer(await readFile('best.onnx'));
 * filters(explainer, 'conv2d').count // 6
 */
export function filters({ model, source }: Explainer, layer: string): Filters {
  const convolutions = model.graph.nodes.filter(isConvolution);
  const named = (node: Node) => node.name === layer || scopeOf(node) === layer;
  const node = convolutions.find(named) ?? convolutions.find(({ name }) => name.startsWith(`${layer}/`));
  if (!node) {
    const names = convolutions.map((other) => scopeOf(other) || other.name).join(', ') || 'none';
    throw new InputError(`${source}: filters: expected a convolution, one of ${names}; got '${layer}'`);
  }
  const kernel = node.inputs[1]!;
  const [count, channels, height = 1, width = 1] = kernel.shape as [number, number, number?, number?];
  return {
    layer,
    count,
    channels,
    height,
    width,
    groups: groupsOf(node),
    weights: kernel.data as Float32Array,
  };
}

/** The names of the layers that are convolutions. */
export const convolutionNames = ({ model }: Explainer): string[] =>
  model.graph.nodes.filter(isConvolution).map((node) => scopeOf(node) || node.name);

const isConvolution = ({ operator, inputs }: Node): boolean =>
  operator.type === 'Conv' && inputs[1]?.data instanceof Float32Array;
