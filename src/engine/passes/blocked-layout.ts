// Pictures in the blocked layout of ONNX Runtime's CPU kernels, `[batch, channels / block, height, width, block]`, from
// one convolution to the next. Its own optimiser does this only where weights are constant; while training they are not.
// Convolutions begin a blocked stretch; pooling, enlarging and element-wise operators go on with it; everything else gets
// the plain layout back. A transposed convolution of stride 1 becomes a convolution with the kernel turned round.
import { Graph, type Node, type Value } from '../graph/graph.ts';
import { liveNodes } from '../graph/live-nodes.ts';
import { intAttribute, intsAttribute } from '../graph/operator.ts';
import {
  BlockedAveragePool,
  blockedConv,
  BlockedMaxPool,
  blockedUpsample,
  fromBlocked,
  toBlocked,
} from '../graph/operators/blocked.ts';
import { reduceSum, reshape, slice, transpose } from '../graph/operators/index.ts';
import { reducedAxes } from '../graph/operators/reduction.ts';
import { windowOf } from '../graph/operators/window.ts';
import { sameShape, staticShape } from '../graph/tensor-type.ts';
import { isElementwise } from './elementwise.ts';
import { copyNode } from './rewrite.ts';

/** What a node becomes: a value in the blocked layout, one in the plain layout, or nothing special. */
type Rewritten = { blocked: Value } | { plain: Value } | undefined;
type Rule = (node: Node, layout: Layouts) => Rewritten;

/** Rewrites a graph for a block size that `findBlockSize` found. */
export function blockedLayout(source: Graph, blockSize: number): Graph {
  const layouts = new Layouts(source, blockSize);
  for (const node of liveNodes(source)) {
    const rewritten = isElementwise(node)
      ? elementwise(node, layouts)
      : rules[node.operator.type]?.(node, layouts);
    layouts.define(node, rewritten);
  }
  for (const [name, value] of source.outputs) layouts.graph.output(name, layouts.plain(value));
  return layouts.graph;
}

/** The graph under construction, and what each value of the old graph has become there, in either layout. */
class Layouts {
  readonly graph = new Graph();
  readonly blockSize: number;
  private readonly plains = new Map<Value, Value>();
  private readonly blocks = new Map<Value, Value>();

  constructor(source: Graph, blockSize: number) {
    this.blockSize = blockSize;
    for (const value of source.inputs) {
      this.plains.set(value, this.graph.input(value.name, value.dtype, value.shape));
    }
  }

  define(node: Node, rewritten: Rewritten): void {
    if (rewritten && 'blocked' in rewritten) this.blocks.set(node.outputs[0]!, rewritten.blocked);
    else if (rewritten) this.plains.set(node.outputs[0]!, rewritten.plain);
    else {
      const outputs = copyNode(node, this.graph, (value) => this.plain(value));
      node.outputs.forEach((value, i) => this.plains.set(value, outputs[i]!));
    }
  }

  /** Whether a value is in the blocked layout already. */
  isBlocked(value: Value | undefined): boolean {
    return value !== undefined && this.blocks.has(value);
  }

  /** Whether a value could be: a picture of floats whose channels are a multiple of the block. */
  canBeBlocked({ dtype, shape }: Value): boolean {
    return dtype === 'float32' && shape.length === 4 && this.fits(shape[1]!);
  }

  fits(channels: number | string): boolean {
    return typeof channels === 'number' && channels % this.blockSize === 0;
  }

  plain(value: Value): Value {
    return remembered(this.plains, value, () => {
      const blocked = this.blocks.get(value);
      if (blocked) return fromBlocked(blocked);
      return this.graph.constant(value.data!, value.shape, value.dtype, value.name);
    });
  }

  blocked(value: Value): Value {
    return remembered(this.blocks, value, () => toBlocked(this.plain(value)));
  }
}

function remembered(known: Map<Value, Value>, value: Value, make: () => Value): Value {
  const found = known.get(value) ?? make();
  known.set(value, found);
  return found;
}

/** Goes on in the blocked layout where one operand is, the others can be brought there, and none is stretched but scalars. */
const elementwise: Rule = (node, layouts) => {
  const inputs = node.inputs.flatMap((value) => value ?? []);
  const pictures = inputs.filter((value) => value.shape.length > 0);
  const fit = pictures.every(
    (value) =>
      sameShape(value.shape, node.outputs[0]!.shape) &&
      (layouts.isBlocked(value) || layouts.canBeBlocked(value)),
  );
  if (!fit || !pictures.some((value) => layouts.isBlocked(value))) return undefined;
  const translate = (value: Value) =>
    value.shape.length > 0 ? layouts.blocked(value) : layouts.plain(value);
  return { blocked: copyNode(node, layouts.graph, translate)[0]! };
};

const convolution: Rule = (node, layouts) => {
  const [x, weights, bias] = node.inputs;
  const [filters, channels] = weights!.shape;
  const isPlainPicture = x!.shape.length === 4 && intAttribute(node, 'group', 1) === 1;
  // Constant weights are the runtime's own business.
  if (!isPlainPicture || weights!.data || !layouts.fits(filters!)) return undefined;
  const isBlocked = layouts.fits(channels!);
  const kernel = reorderWeights(layouts.plain(weights!), layouts.blockSize, isBlocked);
  const input = isBlocked ? layouts.blocked(x!) : layouts.plain(x!);
  return { blocked: blockedConv(input, kernel, bias && layouts.plain(bias), node.attributes) };
};

/** The gradient of a convolution of stride 1 with respect to its input. */
const transposedConvolution: Rule = (node, layouts) => {
  const [x, weights, bias] = node.inputs;
  const [channels, filters, ...kernel] = staticShape(weights!.shape);
  const { strides, dilations, pads } = windowOf(node, kernel);
  const isSimple =
    x!.shape.length === 4 &&
    intAttribute(node, 'group', 1) === 1 &&
    [...strides, ...dilations].every((size) => size === 1) &&
    intsAttribute(node, 'output_padding', []).every((size) => size === 0) &&
    pads.every((size, i) => size < kernel[i % 2]!);
  if (!isSimple || bias || weights!.data || !layouts.fits(channels!) || !layouts.fits(filters!))
    return undefined;
  const turned = reorderWeights(turnRound(layouts.plain(weights!)), layouts.blockSize, true);
  const attributes = { kernel_shape: kernel, pads: pads.map((size, i) => kernel[i % 2]! - 1 - size) };
  return { blocked: blockedConv(layouts.blocked(x!), turned, undefined, attributes) };
};

/** Weights with filters and channels swapped, and the kernel upside down and back to front. */
const turnRound = (weights: Value): Value => {
  const toStart = -Number.MAX_SAFE_INTEGER;
  const swapped = transpose(weights, [1, 0, 2, 3]);
  return slice(swapped, { starts: [-1, -1], ends: [toStart, toStart], axes: [2, 3], steps: [-1, -1] });
};

/** From `[filters, channels, h, w]` to blocks of filters, and of channels where the input is blocked; the shape's name stays. */
function reorderWeights(weights: Value, block: number, isInputBlocked: boolean): Value {
  const [filters, channels, ...kernel] = staticShape(weights.shape) as [number, number, number, number];
  const split = isInputBlocked
    ? transpose(
        reshape(weights, [filters / block, block, channels / block, block, ...kernel]),
        [0, 2, 4, 5, 3, 1],
      )
    : transpose(reshape(weights, [filters / block, block, channels, ...kernel]), [0, 2, 3, 4, 1]);
  return reshape(split, [filters, channels, ...kernel]);
}

const pooling =
  (operator: typeof BlockedMaxPool): Rule =>
  (node, layouts) => {
    const [x] = node.inputs;
    if (!layouts.isBlocked(x) || node.outputs.length > 1) return undefined;
    return { blocked: layouts.graph.add(operator, [layouts.blocked(x!)], node.attributes, 1, node.name)[0]! };
  };

const enlarging: Rule = (node, layouts) => {
  const [x] = node.inputs;
  if (!layouts.isBlocked(x)) return undefined;
  const factors = staticShape(node.outputs[0]!.shape).map((size, axis) => size / (x!.shape[axis] as number));
  return { blocked: blockedUpsample(layouts.blocked(x!), factors.slice(2)) };
};

/** Sums per channel, as the gradient of a bias is. */
const sumPerChannel: Rule = (node, layouts) => {
  const [x] = node.inputs;
  if (!layouts.isBlocked(x) || reducedAxes(node).join() !== '0,2,3') return undefined;
  const [batch, channels, height, width] = staticShape(x!.shape) as [number, number, number, number];
  const { blockSize } = layouts;
  const places = reshape(layouts.blocked(x!), [batch, channels / blockSize, height * width, blockSize]);
  // In two steps: the runtime is many times as fast at one axis as at two that do not touch.
  const perPicture = reduceSum(places, { axes: [2] });
  return { plain: reshape(reduceSum(perPicture, { axes: [0] }), staticShape(node.outputs[0]!.shape)) };
};

const toChannelsLast: Rule = (node, layouts) => {
  const [x] = node.inputs;
  if (!layouts.isBlocked(x) || intsAttribute(node, 'perm', []).join() !== '0,2,3,1') return undefined;
  return { plain: fromBlocked(layouts.blocked(x!), true) };
};

const rules: Readonly<Record<string, Rule>> = {
  Conv: convolution,
  ConvTranspose: transposedConvolution,
  MaxPool: pooling(BlockedMaxPool),
  AveragePool: pooling(BlockedAveragePool),
  Resize: enlarging,
  ReduceSum: sumPerChannel,
  Transpose: toChannelsLast,
};
