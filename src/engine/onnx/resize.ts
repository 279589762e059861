// Resize, written out as a product with a matrix of weights along each axis: whatever the mode, each result
// is a weighted mean of a few elements, and a product has a gradient.
import { countOf, makeData, type Elements } from '../constants/elements.ts';
import type { Value } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import { matMul, transpose } from '../graph/operators/index.ts';
import { normalizeAxis } from '../graph/operators/reduction.ts';
import { staticShape } from '../graph/tensor-type.ts';
import { constantOf, type Call, type Writing } from './calls.ts';

/** What is to be done along an axis. */
interface Scaling {
  readonly size: number;
  readonly target: number;
  /** In float32, which rounds sizes and places as the runtime does. */
  readonly scale: number;
}

export function resize(call: Call, { valueOf }: Writing): readonly Value[] {
  const x = valueOf(call.inputs[0]);
  const { antialias, exclude_outside, keep_aspect_ratio_policy: policy } = call.attributes;
  if (antialias) throw refused('antialias');
  if (exclude_outside) throw refused('exclude_outside');
  if (policy !== undefined && policy !== 'stretch')
    throw refused(`keep_aspect_ratio_policy ${String(policy)}`);
  const scalings = scalingsOf(call, x);
  let result = x;
  scalings.forEach((scaling, axis) => {
    if (scaling) result = along(result, axis, weightsOf(call, scaling), scaling);
  });
  return [result];
}

const refused = (what: string): GraphError => new GraphError(`${what} is not supported`);

/** What is to be done along each axis; nothing where the size stays. */
function scalingsOf(call: Call, x: Value): (Scaling | undefined)[] {
  const axes = (call.attributes['axes'] as number[] | undefined) ?? [...x.shape.keys()];
  const [scales, sizes] = [constantOf(call.inputs[2]), constantOf(call.inputs[3])];
  const given = [sizes, scales].find((list): list is Elements => list !== undefined && countOf(list) > 0);
  if (!given || countOf(given) !== axes.length) throw refused('a size that is only known at run time');
  const scalings = x.shape.map((): Scaling | undefined => undefined);
  axes.forEach((axis, i) => {
    const counted = normalizeAxis(axis, x.shape.length);
    const wanted = given.data[i]!;
    const isSame = given === sizes ? wanted === x.shape[counted] : wanted === 1;
    if (isSame) return;
    const [size] = staticShape([x.shape[counted]!]) as [number];
    const scale = Math.fround(given === sizes ? Number(wanted) / size : Number(wanted));
    const target = given === sizes ? Number(wanted) : Math.floor(Math.fround(size * scale));
    scalings[counted] = { size, target, scale };
  });
  return scalings;
}

/** Multiplies along one axis, which is brought to the end for it. */
function along(x: Value, axis: number, weights: Float32Array, { size, target }: Scaling): Value {
  const matrix = x.graph.constant(weights, [size, target], 'float32', 'resize');
  const last = x.shape.length - 1;
  if (axis === last) return matMul(x, matrix);
  const swap = [...x.shape.keys()];
  [swap[axis], swap[last]] = [last, axis];
  return transpose(matMul(transpose(x, swap), matrix), swap);
}

/** Where a place of the result lies among the elements, by ONNX's names. */
function placeOf(mode: string, i: number, { size, target, scale }: Scaling): number {
  const fromMiddles = Math.fround(Math.fround((i + 0.5) / scale) - 0.5);
  if (mode === 'half_pixel') return fromMiddles;
  if (mode === 'pytorch_half_pixel') return target > 1 ? fromMiddles : 0;
  if (mode === 'asymmetric') return Math.fround(i / scale);
  if (mode === 'align_corners') return target === 1 ? 0 : Math.fround((i * (size - 1)) / (target - 1));
  if (mode === 'half_pixel_symmetric') {
    return Math.fround((size / 2) * (1 - target / (scale * size)) + fromMiddles);
  }
  throw refused(`coordinate_transformation_mode ${mode}`);
}

/** The element that is taken for a place between two. */
function nearest(mode: string, place: number, scale: number): number {
  if (mode === 'floor') return Math.floor(place);
  if (mode === 'ceil') return Math.ceil(place);
  if (mode === 'round_prefer_ceil') return Math.floor(place + 0.5);
  if (mode === 'round_prefer_floor') return Math.ceil(place - 0.5);
  // What the runtime does with nodes of version 10, which did not say.
  if (mode === 'simple') return scale < 1 ? Math.ceil(place) : Math.floor(place);
  throw refused(`nearest_mode ${mode}`);
}

/** Keys (1981). */
function cubic(distance: number, a: number): number {
  const d = Math.abs(distance);
  if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? ((d - 5) * d + 8) * d * a - 4 * a : 0;
}

/** The weight of each element in each place of the result, `[size, target]`. */
function weightsOf({ attributes }: Call, scaling: Scaling): Float32Array {
  const { size, target, scale } = scaling;
  const text = (name: string, otherwise: string) => String(attributes[name] ?? otherwise);
  const mode = text('mode', 'nearest');
  const coordinates = text('coordinate_transformation_mode', 'half_pixel');
  const weights = makeData('float32', size * target) as Float32Array;
  const add = (place: number, i: number, weight: number) => {
    const within = Math.min(Math.max(place, 0), size - 1);
    weights[within * target + i]! += weight;
  };
  for (let i = 0; i < target; i++) {
    const place = placeOf(coordinates, i, scaling);
    const first = Math.floor(place);
    if (mode === 'nearest') add(nearest(text('nearest_mode', 'round_prefer_floor'), place, scale), i, 1);
    else if (mode === 'linear') {
      add(first, i, 1 - (place - first));
      add(first + 1, i, place - first);
    } else if (mode === 'cubic') {
      const a = Number(attributes['cubic_coeff_a'] ?? -0.75);
      for (let k = -1; k <= 2; k++) add(first + k, i, cubic(place - first - k, a));
    } else throw refused(`mode ${mode}`);
  }
  return weights;
}
