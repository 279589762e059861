// Operators about shapes, written out where a size is only known at run time.
import type { Elements } from '../constants/elements.ts';
import { evaluate } from '../constants/evaluate.ts';
import { GraphError } from '../graph/operator.ts';
import * as op from '../graph/operators/index.ts';
import { normalizeAxis } from '../graph/operators/reduction.ts';
import { isFloat, type Dimension } from '../graph/tensor-type.ts';
import { constantOf, inputOf, valueAt, type Call, type Writer } from './calls.ts';
import { expandTo, reshapeTo, shapeElements } from './open-shapes.ts';

/** A list of sizes that is known when the model is read; some may be names. */
function sizesAt(call: Call, position: number): Elements {
  const list = constantOf(inputOf(call, position));
  if (!list) throw new GraphError(`input ${position} must be a constant`);
  return list;
}

/** Those sizes as a list. */
export const dimensionsAt = (call: Call, position: number): Dimension[] =>
  Array.from(sizesAt(call, position).data);

export const reshape: Writer = (call, writing) => {
  const x = valueAt(call, writing, 0);
  const sizes = dimensionsAt(call, 1);
  const allowsZero = call.attributes['allowzero'] === 1;
  return [reshapeTo(x, sizes, allowsZero)];
};

export const expand: Writer = (call, writing) => [
  expandTo(valueAt(call, writing, 0), dimensionsAt(call, 1), writing.like()),
];

/** Copies along an axis whose size is only known at run time are one element that is broadcast. */
export const tile: Writer = (call, writing) => {
  const x = valueAt(call, writing, 0);
  const repeats = dimensionsAt(call, 1);
  if (repeats.every((count) => typeof count === 'number')) return [op.tile(x, repeats)];
  const rest = repeats.map((count) => (typeof count === 'number' ? count : 1));
  const tiled = rest.some((count) => count !== 1) ? op.tile(x, rest) : x;
  const target = tiled.shape.map((size, axis) => (typeof repeats[axis] === 'string' ? repeats[axis] : size));
  return [expandTo(tiled, target, writing.like())];
};

/** Counts from 0 up to a size that is only known at run time. */
export const range: Writer = (call, writing) => {
  const [start, limit, delta] = [0, 1, 2].map((i) => sizesAt(call, i)) as [Elements, Elements, Elements];
  if (start.data[0] !== 0 || delta.data[0] !== 1 || isFloat(limit.dtype))
    throw new GraphError('its bounds are only known at run time');
  const one = writing.graph.scalar(1, limit.dtype);
  return [op.cumSum(expandTo(one, [limit.data[0]!], writing.like()), 0, { exclusive: true })];
};

/** What exporters give for the end of an axis, or more. */
const end = 2 ** 31 - 1;

/** Axes that a slice leaves whole are left out: their size may only be known at run time. */
export const slice: Writer = (call, writing) => {
  const x = valueAt(call, writing, 0);
  const [starts, ends] = [dimensionsAt(call, 1), dimensionsAt(call, 2)];
  const axes = call.inputs[3] ? dimensionsAt(call, 3).map(Number) : starts.map((_, i) => i);
  const steps = call.inputs[4] ? dimensionsAt(call, 4).map(Number) : starts.map(() => 1);
  const bounds = axes.map((given, i) => {
    const axis = normalizeAxis(given, x.shape.length);
    const stop = ends[i]! === x.shape[axis] ? end : ends[i]!;
    if (typeof starts[i] === 'string' || typeof stop === 'string')
      throw new GraphError('its bounds are only known at run time');
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

/** The sizes of a value, or how many elements it has. */
export function sizesOf({ type, inputs: [x], attributes }: Call): readonly Elements[] | undefined {
  if (!x) return undefined;
  const { start = 0, end } = attributes as { start?: number; end?: number };
  const sizes = shapeElements(x.shape.slice(start, end));
  return type === 'Shape' ? [sizes] : evaluate('ReduceProd', [sizes], { keepdims: 0 }, 1);
}
