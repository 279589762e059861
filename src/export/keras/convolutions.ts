// Convolutions and dense layers in Keras's terms.
import type { DescribedLayer, LayerWeight } from '../layers/describe-layers.ts';
import { addActivation } from './activations.ts';
import type { KerasGraph, KerasTensor, KerasWeight } from './keras-graph.ts';
import { toDepthwiseKernel, toKerasKernel, withoutDilation, withoutGroups } from './kernels.ts';

type Pair = readonly [number, number];

/** The options of layers that slide a kernel, with their defaults filled in. */
interface Sliding {
  readonly strides: Pair;
  readonly padding: 'valid' | 'same';
  readonly dilationRate: Pair;
}

const none: Pair = [1, 1];
const isNone = (pair: Pair): boolean => pair.every((number) => number === 1);

/** A convolution without its activation. */
interface Convolution {
  readonly name: string;
  /** `[filters, channels / groups, height, width]` */
  readonly kernel: LayerWeight;
  readonly bias?: LayerWeight | undefined;
  readonly sliding: Sliding;
  readonly groups: number;
}

/** Channels last. */
const last = ([channels, ...sizes]: readonly number[]): number[] => [...sizes, channels!];

const named = (name: string, { shape, data }: LayerWeight): KerasWeight => ({ name, shape, data });
const biases = (bias: LayerWeight | undefined): KerasWeight[] => (bias ? [named('bias', bias)] : []);

export function conv2d(graph: KerasGraph, layer: DescribedLayer, x: KerasTensor): KerasTensor {
  const { name, options, weights } = layer;
  const sliding = options as unknown as Sliding;
  const y = convolve(graph, x, last(layer.output), {
    ...{ name, sliding, kernel: weights['kernel']!, bias: weights['bias'] },
    groups: options['groups'] as number,
  });
  return addActivation(graph, name, y, options['activation'] as string);
}

export function depthwiseConv2d(graph: KerasGraph, layer: DescribedLayer, x: KerasTensor): KerasTensor {
  const { name, options, weights } = layer;
  const y = convolveDepthwise(graph, x, last(layer.output), {
    ...{ name, sliding: options as unknown as Sliding, groups: x.shape.at(-1)! },
    ...{ kernel: weights['kernel']!, bias: weights['bias'] },
  });
  return addActivation(graph, name, y, options['activation'] as string);
}

/** As its two parts. */
export function separableConv2d(graph: KerasGraph, layer: DescribedLayer, x: KerasTensor): KerasTensor {
  const { name, options, weights } = layer;
  const depthwise = weights['depthwiseKernel']!;
  const [, ...sizes] = layer.output;
  const hidden = convolveDepthwise(graph, x, [...sizes, depthwise.shape[0]!], {
    ...{ name: `${name}_depthwise`, sliding: options as unknown as Sliding },
    ...{ groups: x.shape.at(-1)!, kernel: depthwise },
  });
  const y = convolve(graph, hidden, last(layer.output), {
    ...{ name, groups: 1, kernel: weights['pointwiseKernel']!, bias: weights['bias'] },
    sliding: { strides: none, padding: 'valid', dilationRate: none },
  });
  return addActivation(graph, name, y, options['activation'] as string);
}

/** Neither format takes strides and a dilation together; a dilated kernel is then written out with zeros. */
function undilated({ kernel, sliding, ...others }: Convolution): Convolution {
  const { strides, dilationRate } = sliding;
  if (isNone(strides) || isNone(dilationRate)) return { kernel, sliding, ...others };
  const plain = withoutDilation(kernel, dilationRate);
  return { ...others, kernel: plain, sliding: { ...sliding, dilationRate: none } };
}

function convolve(
  graph: KerasGraph,
  x: KerasTensor,
  shape: readonly number[],
  given: Convolution,
): KerasTensor {
  const { name, kernel, bias, sliding, groups } = undilated(given);
  const inGroups = groups > 1 && graph.dialect.hasGroups;
  const placed = toKerasKernel(groups > 1 && !inGroups ? withoutGroups(kernel, groups) : kernel);
  return graph.add('Conv2D', name, {
    ...{ inputs: [x], shape },
    config: {
      ...{ filters: placed.shape[3], kernel_size: placed.shape.slice(0, 2) },
      ...slidingConfig(sliding),
      ...{ use_bias: bias !== undefined, activation: 'linear' },
      ...(inGroups && { groups }),
    },
    weights: [named('kernel', placed), ...biases(bias)],
  });
}

/** A plain convolution with zeros between channels, if the format's own can't do it. */
function convolveDepthwise(
  graph: KerasGraph,
  x: KerasTensor,
  shape: readonly number[],
  given: Convolution,
): KerasTensor {
  const convolution = undilated(given);
  const { name, kernel, bias, sliding, groups } = convolution;
  const isPlain = isNone(sliding.dilationRate) || graph.dialect.dilatesDepthwise;
  if (!isPlain || sliding.strides[0] !== sliding.strides[1]) {
    const plain = { ...convolution, kernel: withoutGroups(kernel, groups), groups: 1 };
    return convolve(graph, x, shape, plain);
  }
  const placed = toDepthwiseKernel(kernel, groups);
  return graph.add('DepthwiseConv2D', name, {
    ...{ inputs: [x], shape },
    config: {
      ...{ kernel_size: placed.shape.slice(0, 2), depth_multiplier: placed.shape[3] },
      ...slidingConfig(sliding),
      ...{ use_bias: bias !== undefined, activation: 'linear' },
    },
    weights: [named('depthwise_kernel', placed), ...biases(bias)],
  });
}

const slidingConfig = ({ strides, padding, dilationRate }: Sliding) => ({
  ...{ strides, padding, dilation_rate: dilationRate, data_format: 'channels_last' },
});

export function dense(graph: KerasGraph, layer: DescribedLayer, x: KerasTensor): KerasTensor {
  const { name, options, weights } = layer;
  const y = addDense(graph, name, x, weights['kernel']!, weights['bias']);
  return addActivation(graph, name, y, options['activation'] as string);
}

/** A dense layer with a kernel `[features, units]`, without activation. */
export function addDense(
  graph: KerasGraph,
  name: string,
  x: KerasTensor,
  kernel: LayerWeight,
  bias: LayerWeight | undefined,
): KerasTensor {
  const units = kernel.shape[1]!;
  return graph.add('Dense', name, {
    ...{ inputs: [x], shape: [units] },
    config: { units, use_bias: bias !== undefined, activation: 'linear' },
    weights: [named('kernel', kernel), ...biases(bias)],
  });
}
