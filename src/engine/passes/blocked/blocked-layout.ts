// Puts pictures into the blocked layout of ONNX Runtime's CPU kernels,
// `[batch, channels / block, height, width, block]`, from the first convolution to the last, in both
// directions. The runtime's own optimiser does this only for constant weights, so not in training.
// Convolutions start a blocked stretch, operators with a rule here continue it, and all others get the plain
// layout back.
import { scopeOf, type Graph } from '../../graph/graph.ts';
import { liveNodes } from '../../graph/live-nodes.ts';
import { isElementwise } from '../elementwise.ts';
import { convolution, transposedConvolution } from './convolution.ts';
import { elementwise, scaleShift, sumPerChannel, toChannelsLast } from './elementwise.ts';
import { channelSlice, joining } from './joining.ts';
import { Layouts, type Rule } from './layouts.ts';
import { averagePooling, enlarging, maxPooling, maxPoolingGradient } from './pooling.ts';
import { weightGradient } from './weight-gradient.ts';

const rules: Readonly<Record<string, Rule>> = {
  Conv: convolution,
  ConvTranspose: transposedConvolution,
  ConvWeightGradient: weightGradient,
  ScaleShift: scaleShift,
  MaxPool: maxPooling,
  AveragePool: averagePooling,
  MaxPoolGradient: maxPoolingGradient,
  Resize: enlarging,
  ReduceSum: sumPerChannel,
  Concat: joining,
  Slice: channelSlice,
  Transpose: toChannelsLast,
};

/** Rewrites a graph for the block size that `findBlockSize` found. */
export function blockedLayout(source: Graph, blockSize: number): Graph {
  const layouts = new Layouts(source, blockSize);
  for (const node of liveNodes(source)) {
    const rule = isElementwise(node) ? elementwise : rules[node.operator.type];
    layouts.graph.within(scopeOf(node), () => layouts.define(node, rule?.(node, layouts)));
  }
  for (const [name, value] of source.outputs) layouts.graph.output(name, layouts.plain(value));
  return layouts.graph;
}
