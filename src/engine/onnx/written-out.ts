// Operators that the engine does not have, written out in those that it has when a model is read.
import type { Value } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import * as op from '../graph/operators/index.ts';
import { normalizeAxis } from '../graph/operators/reduction.ts';
import { staticShape } from '../graph/tensor-type.ts';
import { attention } from './attention.ts';
import { isValue, valueAt, type Call, type Writer } from './calls.ts';
import { einsum } from './einsum.ts';
import { reshapeTo } from './open-shapes.ts';
import { dimensionsAt, expand, range, reshape, slice, tile } from './shape-writers.ts';
import { resize } from './resize.ts';

/** A function of the first input. */
const ofFirst =
  (build: (x: Value, call: Call) => Value): Writer =>
  (call, writing) => [build(valueAt(call, writing, 0), call)];

const numberOf = (call: Call, name: string, otherwise: number): number =>
  (call.attributes[name] as number | undefined) ?? otherwise;

/** Vectors count as matrices of one row or one column. */
const matMul: Writer = (call, writing) => {
  const [a, b] = [valueAt(call, writing, 0), valueAt(call, writing, 1)];
  const left = a.shape.length === 1 ? op.unsqueeze(a, [0]) : a;
  const right = b.shape.length === 1 ? op.unsqueeze(b, [1]) : b;
  const product = op.matMul(left, right);
  const rank = product.shape.length;
  const dropped = [...(a.shape.length === 1 ? [rank - 2] : []), ...(b.shape.length === 1 ? [rank - 1] : [])];
  return [dropped.length ? op.squeeze(product, dropped) : product];
};

/** Until version 13: what lies behind the axis counts as one. */
const overFlattened = (build: (x: Value) => Value): Writer =>
  ofFirst((x, call) => {
    const axis = normalizeAxis(numberOf(call, 'axis', 1), x.shape.length);
    if (axis === x.shape.length - 1) return build(x);
    const behind = staticShape(x.shape.slice(axis)).reduce((product, size) => product * size, 1);
    const flat = reshapeTo(x, [...x.shape.slice(0, axis), behind]);
    return reshapeTo(build(flat), x.shape);
  });

const groupNormalization: Writer = (call, writing) => {
  const [x, scale, bias] = [0, 1, 2].map((i) => valueAt(call, writing, i)) as [Value, Value, Value];
  const groups = numberOf(call, 'num_groups', 1);
  const channels = x.shape[1] as number;
  if (channels % groups !== 0)
    throw new GraphError(`${channels} channels do not divide into ${groups} groups`);
  const ones = x.graph.constant(new Float32Array(groups).fill(1), [groups], 'float32');
  const zeros = x.graph.constant(new Float32Array(groups), [groups], 'float32');
  const grouped = op.reshape(x, [0, groups, -1]);
  const epsilon = numberOf(call, 'epsilon', 1e-5);
  const normalized = reshapeTo(op.instanceNormalization(grouped, ones, zeros, { epsilon }), x.shape);
  // In version 18 scale and bias were one for each group.
  const perChannel = (value: Value) => {
    const spread =
      value.shape[0] === channels
        ? value
        : op.reshape(op.expand(op.unsqueeze(value, [1]), [groups, channels / groups]), [channels]);
    return op.reshape(spread, [1, -1, ...x.shape.slice(2).map(() => 1)]);
  };
  return [op.add(op.mul(normalized, perChannel(scale)), perChannel(bias))];
};

/** Zhang & Sennrich (2019): divided by the root of the mean square. */
const rmsNormalization: Writer = (call, writing) => {
  const [x, scale] = [valueAt(call, writing, 0), valueAt(call, writing, 1)];
  const axes = [...x.shape.keys()].slice(normalizeAxis(numberOf(call, 'axis', -1), x.shape.length));
  const meanSquare = op.reduceMean(op.mul(x, x), { axes });
  const root = op.sqrt(op.add(meanSquare, numberOf(call, 'epsilon', 1e-5)));
  return [op.mul(op.div(x, root), scale)];
};

/** Lengths below this count as this, so that zeros stay zeros. */
const leastLength = 1e-30;

const lpNormalization: Writer = ofFirst((x, call) => {
  const axes = [numberOf(call, 'axis', -1)];
  const isOne = numberOf(call, 'p', 2) === 1;
  const length = isOne ? op.reduceSum(op.abs(x), { axes }) : op.reduceL2(x, { axes });
  return op.div(x, op.max(length, leastLength));
});

const meanVarianceNormalization: Writer = ofFirst((x, call) => {
  const axes = (call.attributes['axes'] as number[] | undefined) ?? [0, 2, 3];
  const centred = op.sub(x, op.reduceMean(x, { axes }));
  const deviation = op.sqrt(op.reduceMean(op.mul(centred, centred), { axes }));
  return op.div(centred, op.add(deviation, 1e-9));
});

/** Krizhevsky et al. (2012): divided by the squares of neighbouring channels. */
const localResponse: Writer = ofFirst((x, call) => {
  const size = numberOf(call, 'size', 1);
  const [channels, ...spatial] = staticShape(x.shape.slice(1)) as [number, ...number[]];
  const area = spatial.reduce((product, length) => product * length, 1);
  const squares = op.reshape(op.mul(x, x), [-1, 1, channels, area]);
  const [before, after] = [Math.floor((size - 1) / 2), Math.ceil((size - 1) / 2)];
  const mean = op.averagePool(squares, {
    kernel_shape: [size, 1],
    strides: [1, 1],
    pads: [before, 0, after, 0],
    count_include_pad: 1,
  });
  const scaled = op.add(op.mul(mean, numberOf(call, 'alpha', 1e-4)), numberOf(call, 'bias', 1));
  return op.div(x, reshapeTo(op.pow(scaled, numberOf(call, 'beta', 0.75)), x.shape));
});

/** Blocks of pixels become channels. */
const spaceToDepth: Writer = ofFirst((x, call) => {
  const block = numberOf(call, 'blocksize', 1);
  const [channels, height, width] = staticShape(x.shape.slice(1)) as [number, number, number];
  const apart = op.reshape(x, [-1, channels, height / block, block, width / block, block]);
  return op.reshape(op.transpose(apart, [0, 3, 5, 1, 2, 4]), [
    -1,
    channels * block * block,
    height / block,
    width / block,
  ]);
});

/** Channels become blocks of pixels. */
const depthToSpace: Writer = ofFirst((x, call) => {
  const block = numberOf(call, 'blocksize', 1);
  const [channels, height, width] = staticShape(x.shape.slice(1)) as [number, number, number];
  const kept = channels / (block * block);
  const isColumnFirst = call.attributes['mode'] === 'CRD';
  const apart = isColumnFirst
    ? [-1, kept, block, block, height, width]
    : [-1, block, block, kept, height, width];
  const order = isColumnFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2];
  return op.reshape(op.transpose(op.reshape(x, apart), order), [-1, kept, height * block, width * block]);
});

const swish: Writer = ofFirst((x, call) => op.mul(x, op.sigmoid(op.mul(x, numberOf(call, 'alpha', 1)))));

const mean: Writer = (call, writing) => {
  const values = call.inputs.map((_, i) => valueAt(call, writing, i));
  return [op.div(op.sum(...values), values.length)];
};

/** The axes of a reduction; none if it leaves everything as it is. */
function reducedAxes(call: Call, x: Value): number[] {
  const axes = call.inputs[1] ? dimensionsAt(call, 1).map(Number) : [];
  return axes.length === 0 && call.attributes['noop_with_empty_axes'] !== 1 ? [...x.shape.keys()] : axes;
}

/** A reduction that is written out: what is done before the sum, and to it. */
const reduction =
  (prepare: (x: Value) => Value, finish: (sum: Value) => Value): Writer =>
  (call, writing) => {
    const x = valueAt(call, writing, 0);
    const axes = reducedAxes(call, x);
    if (axes.length === 0) return [finish(prepare(x))];
    const keepDims = call.attributes['keepdims'] !== 0;
    return [finish(op.reduceSum(prepare(x), { axes, keepDims }))];
  };

const unchanged = (x: Value): Value => x;

/** The logarithm of a sum of exponentials, less the largest so that nothing overflows. */
const reduceLogSumExp: Writer = (call, writing) => {
  const x = valueAt(call, writing, 0);
  const axes = reducedAxes(call, x);
  if (axes.length === 0) return [op.identity(x)];
  const largest = op.reduceMax(x, { axes });
  const sum = op.log(op.reduceSum(op.exp(op.sub(x, largest)), { axes }));
  const result = op.add(sum, largest);
  return [call.attributes['keepdims'] === 0 ? op.squeeze(result, axes) : result];
};

const xor: Writer = (call, writing) => {
  const [a, b] = [valueAt(call, writing, 0), valueAt(call, writing, 1)];
  return [op.and(op.or(a, b), op.not(op.and(a, b)))];
};

const writers: Readonly<Record<string, Writer>> = {
  Attention: attention,
  DepthToSpace: depthToSpace,
  Einsum: einsum,
  Expand: expand,
  GroupNormalization: groupNormalization,
  LpNormalization: lpNormalization,
  LRN: localResponse,
  MatMul: matMul,
  Mean: mean,
  MeanVarianceNormalization: meanVarianceNormalization,
  ReduceL1: reduction(op.abs, unchanged),
  ReduceLogSum: reduction(unchanged, op.log),
  ReduceLogSumExp: reduceLogSumExp,
  ReduceSumSquare: reduction((x) => op.mul(x, x), unchanged),
  Range: range,
  Reshape: reshape,
  Resize: resize,
  RMSNormalization: rmsNormalization,
  Slice: slice,
  SpaceToDepth: spaceToDepth,
  Swish: swish,
  Tile: tile,
  Xor: xor,
  'flattened.LogSoftmax': overFlattened((x) => op.logSoftmax(x)),
  'flattened.Softmax': overFlattened((x) => op.softmax(x)),
};

/** How a call is written out, if it is. */
export function writerOf(call: Call, fold: boolean): Writer | undefined {
  const { type, domain } = call;
  const writer = writers[domain === '' ? type : `${domain}.${type}`];
  return writer && !isPlain(call, fold) ? writer : undefined;
}

/** Whether a call can stand in the graph as it is, although there is a way to write it out. */
function isPlain({ type, inputs, attributes }: Call, fold: boolean): boolean {
  if (type === 'MatMul') return inputs.every((operand) => (operand?.shape.length ?? 2) >= 2);
  if (type === 'Resize') return !fold; // as it is it has no gradient
  const hasOpenSize = inputs[0]?.shape.some((size) => typeof size === 'string');
  if ((type === 'Slice' && hasOpenSize) || (type === 'Reshape' && attributes['allowzero'])) return false;
  const areFixed = inputs.every((operand) => operand === undefined || isValue(operand));
  return ['Expand', 'Reshape', 'Slice', 'Tile'].includes(type) && areFixed;
}

/** Whether an operator of ONNX's own domain can be written out. */
export const isWrittenOut = (type: string): boolean => Object.hasOwn(writers, type);
