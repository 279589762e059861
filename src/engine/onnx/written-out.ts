// Operators that the engine lacks, written out with those that it has when a model is read.
import type { Elements } from '../constants/elements.ts';
import type { Value } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import * as op from '../graph/operators/index.ts';
import { normalizeAxis } from '../graph/operators/reduction.ts';
import { isFloat, staticShape, type Dimension } from '../graph/tensor-type.ts';
import { attention } from './attention.ts';
import { constantOf, inputOf, type Call, type Writer, type Writing } from './calls.ts';
import { einsum } from './einsum.ts';
import { expandTo, reshapeTo } from './open-shapes.ts';
import { resize } from './resize.ts';

/** The value at a position. */
const valueAt = (call: Call, { valueOf }: Writing, position: number): Value =>
  valueOf(inputOf(call, position));

/** A writer that applies a function to the first input. */
const ofFirst =
  (build: (x: Value, call: Call) => Value): Writer =>
  (call, writing) => [build(valueAt(call, writing, 0), call)];

/** A list of sizes that is known when the model is read. Some sizes may be names. */
function sizesAt(call: Call, position: number): Elements {
  const list = constantOf(inputOf(call, position));
  if (!list) throw new GraphError(`${call.type} ${call.name}: input ${position} must be a constant`);
  return list;
}

const dimensionsAt = (call: Call, position: number): Dimension[] => Array.from(sizesAt(call, position).data);

const numberOf = (call: Call, name: string, otherwise: number): number =>
  (call.attributes[name] as number | undefined) ?? otherwise;

const reshape: Writer = (call, writing) => {
  const x = valueAt(call, writing, 0);
  const sizes = dimensionsAt(call, 1);
  const allowsZero = call.attributes['allowzero'] === 1;
  return [reshapeTo(x, sizes, allowsZero)];
};

const expand: Writer = (call, writing) => [
  expandTo(valueAt(call, writing, 0), dimensionsAt(call, 1), writing.like()),
];

/** A tensor filled with one number, which is an attribute. */
const constantOfShape: Writer = (call, writing) => {
  const value = writing.valueOf(call.inputs[1]);
  return [expandTo(value, dimensionsAt(call, 0), writing.like())];
};

/** Copies along an axis whose size is known only at run time are one broadcast element. */
const tile: Writer = (call, writing) => {
  const x = valueAt(call, writing, 0);
  const repeats = dimensionsAt(call, 1);
  if (repeats.every((count) => typeof count === 'number')) return [op.tile(x, repeats)];
  const rest = repeats.map((count) => (typeof count === 'number' ? count : 1));
  const tiled = rest.some((count) => count !== 1) ? op.tile(x, rest) : x;
  const target = tiled.shape.map((size, axis) => (typeof repeats[axis] === 'string' ? repeats[axis] : size));
  return [expandTo(tiled, target, writing.like())];
};

/** Counts from 0 up to a size known only at run time. */
const range: Writer = (call, writing) => {
  const [start, limit, delta] = [0, 1, 2].map((i) => sizesAt(call, i)) as [Elements, Elements, Elements];
  if (start.data[0] !== 0 || delta.data[0] !== 1 || isFloat(limit.dtype))
    throw new GraphError(`Range ${call.name}: its bounds are known only at run time`);
  const one = writing.graph.scalar(1, limit.dtype);
  return [op.cumSum(expandTo(one, [limit.data[0]!], writing.like()), 0, { exclusive: true })];
};

const end = Number.MAX_SAFE_INTEGER;

/** Leaves out axes that the slice does not cut, because their sizes may be known only at run time. */
const slice: Writer = (call, writing) => {
  const x = valueAt(call, writing, 0);
  const [starts, ends] = [dimensionsAt(call, 1), dimensionsAt(call, 2)];
  const axes = call.inputs[3] ? dimensionsAt(call, 3).map(Number) : starts.map((_, i) => i);
  const steps = call.inputs[4] ? dimensionsAt(call, 4).map(Number) : starts.map(() => 1);
  const bounds = axes.map((given, i) => {
    const axis = normalizeAxis(given, x.shape.length);
    const stop = ends[i]! === x.shape[axis] ? end : ends[i]!;
    if (typeof starts[i] === 'string' || typeof stop === 'string')
      throw new GraphError(`Slice ${call.name}: its bounds are known only at run time`);
    return { axis, start: starts[i] as number, stop, step: steps[i]! };
  });
  const cut = bounds.filter(({ start, stop, step }) => !(start === 0 && stop >= end && step === 1));
  if (cut.length === 0) return [op.identity(x)];
  return [
    op.slice(x, {
      starts: cut.map(({ start }) => start),
      ends: cut.map(({ stop }) => stop),
      axes: cut.map(({ axis }) => axis),
      ...(cut.some(({ step }) => step !== 1) && { steps: cut.map(({ step }) => step) }),
    }),
  ];
};

/** Vectors are treated as matrices with one row or one column. */
const matMul: Writer = (call, writing) => {
  const [a, b] = [valueAt(call, writing, 0), valueAt(call, writing, 1)];
  const left = a.shape.length === 1 ? op.unsqueeze(a, [0]) : a;
  const right = b.shape.length === 1 ? op.unsqueeze(b, [1]) : b;
  const product = op.matMul(left, right);
  const rank = product.shape.length;
  const dropped = [...(a.shape.length === 1 ? [rank - 2] : []), ...(b.shape.length === 1 ? [rank - 1] : [])];
  return [dropped.length ? op.squeeze(product, dropped) : product];
};

/** Up to version 12, all axes after the given one counted as one. */
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
  const ones = x.graph.constant(new Float32Array(groups).fill(1), [groups], 'float32');
  const zeros = x.graph.constant(new Float32Array(groups), [groups], 'float32');
  const grouped = op.reshape(x, [0, groups, -1]);
  const epsilon = numberOf(call, 'epsilon', 1e-5);
  const normalized = reshapeTo(op.instanceNormalization(grouped, ones, zeros, { epsilon }), x.shape);
  // In version 18, scale and bias have one element for each group.
  const perChannel = (value: Value) => {
    const spread =
      value.shape[0] === channels
        ? value
        : op.reshape(op.expand(op.unsqueeze(value, [1]), [groups, channels / groups]), [channels]);
    return op.reshape(spread, [1, -1, ...x.shape.slice(2).map(() => 1)]);
  };
  return [op.add(op.mul(normalized, perChannel(scale)), perChannel(bias))];
};

/** Zhang & Sennrich (2019): divides by the root of the mean square. */
const rmsNormalization: Writer = (call, writing) => {
  const [x, scale] = [valueAt(call, writing, 0), valueAt(call, writing, 1)];
  const axes = [...x.shape.keys()].slice(normalizeAxis(numberOf(call, 'axis', -1), x.shape.length));
  const meanSquare = op.reduceMean(op.mul(x, x), { axes });
  const root = op.sqrt(op.add(meanSquare, numberOf(call, 'epsilon', 1e-5)));
  return [op.mul(op.div(x, root), scale)];
};

const lpNormalization: Writer = ofFirst((x, call) => {
  const axes = [numberOf(call, 'axis', -1)];
  const isOne = numberOf(call, 'p', 2) === 1;
  const length = isOne ? op.reduceSum(op.abs(x), { axes }) : op.reduceL2(x, { axes });
  return op.div(x, length);
});

const meanVarianceNormalization: Writer = ofFirst((x, call) => {
  const axes = (call.attributes['axes'] as number[] | undefined) ?? [0, 2, 3];
  const centred = op.sub(x, op.reduceMean(x, { axes }));
  const deviation = op.sqrt(op.reduceMean(op.mul(centred, centred), { axes }));
  return op.div(centred, op.add(deviation, 1e-9));
});

/** Krizhevsky et al. (2012): divides by a function of the squares of neighbouring channels. */
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

/** Moves blocks of pixels to channels. */
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

/** Moves channels to blocks of pixels. */
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

/** A written-out reduction: what precedes it and what follows it. */
const reduction =
  (prepare: (x: Value) => Value, finish: (sum: Value) => Value): Writer =>
  (call, writing) => {
    const x = valueAt(call, writing, 0);
    const axes = call.inputs[1] && dimensionsAt(call, 1).map(Number);
    const isEmpty = !axes || axes.length === 0;
    if (isEmpty && call.attributes['noop_with_empty_axes'] === 1) return [finish(prepare(x))];
    const keepDims = call.attributes['keepdims'] !== 0;
    return [finish(op.reduceSum(prepare(x), { ...(!isEmpty && { axes }), keepDims }))];
  };

const unchanged = (x: Value): Value => x;

/** The logarithm of a sum of exponentials; the maximum is subtracted first, so that nothing overflows. */
const reduceLogSumExp: Writer = (call, writing) => {
  const x = valueAt(call, writing, 0);
  const axes = call.inputs[1] ? dimensionsAt(call, 1).map(Number) : [...x.shape.keys()];
  const largest = op.reduceMax(x, { axes });
  const sum = op.log(op.reduceSum(op.exp(op.sub(x, largest)), { axes }));
  const result = op.add(sum, largest);
  return [call.attributes['keepdims'] === 0 ? op.squeeze(result, axes) : result];
};

/** One of a and b, but not both. */
const xor: Writer = (call, writing) => {
  const [a, b] = [valueAt(call, writing, 0), valueAt(call, writing, 1)];
  return [op.and(op.or(a, b), op.not(op.and(a, b)))];
};

const writers: Readonly<Record<string, Writer>> = {
  Attention: attention,
  ConstantOfShape: constantOfShape,
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

/** The writer of an operator, if it has one. */
export const writerOf = ({ type, domain }: Call): Writer | undefined =>
  writers[domain === '' ? type : `${domain}.${type}`];

/** Whether an operator of ONNX's own domain is written out. */
export const isWrittenOut = (type: string): boolean => Object.hasOwn(writers, type);
