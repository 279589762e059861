// Resize, written out as a product with a matrix of weights along each axis. In every mode each result is a
// weighted mean of a few elements, and a product has a gradient.
import { countOf, type Elements } from '../constants/elements.ts';
import type { Value } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import { matMul, transpose } from '../graph/operators/index.ts';
import { staticShape } from '../graph/tensor-type.ts';
import { constantOf, type Call, type Writing } from './calls.ts';

interface Scaling {
  readonly size: number;
  readonly target: number;
  readonly scale: number;
}

export function resize(call: Call, { valueOf }: Writing): readonly Value[] {
  const x = valueOf(call.inputs[0]);
  if (call.attributes['antialias']) throw refused(call, 'antialias');
  const scalings = scalingsOf(call, x);
  let result = x;
  scalings.forEach((scaling, axis) => {
    if (scaling) result = along(result, axis, weightsOf(call, scaling), scaling);
  });
  return [result];
}

const refused = (call: Call, what: string): GraphError =>
  new GraphError(`Resize ${call.name}: ${what} is not supported`);

/** The scaling along each axis; undefined if the size stays. */
function scalingsOf(call: Call, x: Value): (Scaling | undefined)[] {
  const axes = (call.attributes['axes'] as number[] | undefined) ?? [...x.shape.keys()];
  const [scales, sizes] = [constantOf(call.inputs[2]), constantOf(call.inputs[3])];
  const given = [sizes, scales].find((list): list is Elements => list !== undefined && countOf(list) > 0);
  if (!given || countOf(given) !== axes.length) throw refused(call, 'a size known only at run time');
  if ((call.attributes['keep_aspect_ratio_policy'] ?? 'stretch') !== 'stretch')
    throw refused(call, String(call.attributes['keep_aspect_ratio_policy']));
  const scalings = x.shape.map((): Scaling | undefined => undefined);
  axes.forEach((axis, i) => {
    const counted = axis < 0 ? axis + x.shape.length : axis;
    const wanted = given.data[i]!;
    const isSame = given === sizes ? wanted === x.shape[counted] : wanted === 1;
    if (isSame) return;
    const [size] = staticShape([x.shape[counted]!]) as [number];
    const target = given === sizes ? Number(wanted) : Math.floor(size * Number(wanted));
    scalings[counted] = { size, target, scale: given === sizes ? target / size : Number(wanted) };
  });
  return scalings;
}

/** Multiplies along one axis, which is moved to the end for that. */
function along(x: Value, axis: number, weights: Float32Array, { size, target }: Scaling): Value {
  const matrix = x.graph.constant(weights, [size, target], 'float32', 'resize');
  const last = x.shape.length - 1;
  if (axis === last) return matMul(x, matrix);
  const swap = [...x.shape.keys()];
  [swap[axis], swap[last]] = [last, axis];
  return transpose(matMul(transpose(x, swap), matrix), swap);
}

/** The position of a result among the elements, by ONNX's names of modes. */
function placeOf(mode: string, i: number, { size, target, scale }: Scaling): number {
  if (mode === 'asymmetric') return i / scale;
  if (mode === 'align_corners') return target === 1 ? 0 : (i * (size - 1)) / (target - 1);
  if (mode === 'pytorch_half_pixel') return target > 1 ? (i + 0.5) / scale - 0.5 : 0;
  if (mode === 'half_pixel_symmetric') {
    const adjustment = target / (scale * size);
    return (size / 2) * (1 - adjustment) + (i + 0.5) / scale - 0.5;
  }
  if (mode === 'half_pixel') return (i + 0.5) / scale - 0.5;
  throw new GraphError(`coordinate_transformation_mode ${mode} is not supported`);
}

function nearest(mode: string, place: number): number {
  if (mode === 'floor') return Math.floor(place);
  if (mode === 'ceil') return Math.ceil(place);
  return mode === 'round_prefer_ceil' ? Math.floor(place + 0.5) : Math.ceil(place - 0.5);
}

/** The cubic kernel of Keys (1981). */
function cubic(distance: number, a: number): number {
  const d = Math.abs(distance);
  if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? ((d - 5) * d + 8) * d * a - 4 * a : 0;
}

/** The weight of each element for each result, `[size, target]`. */
function weightsOf(call: Call, scaling: Scaling): Float32Array {
  const { size, target } = scaling;
  const mode = String(call.attributes['mode'] ?? 'nearest');
  const coordinates = String(call.attributes['coordinate_transformation_mode'] ?? 'half_pixel');
  const weights = new Float32Array(size * target);
  const add = (place: number, i: number, weight: number) => {
    const within = Math.min(Math.max(place, 0), size - 1);
    weights[within * target + i]! += weight;
  };
  for (let i = 0; i < target; i++) {
    const place = placeOf(coordinates, i, scaling);
    const first = Math.floor(place);
    if (mode === 'nearest') add(nearest(String(call.attributes['nearest_mode'] ?? ''), place), i, 1);
    else if (mode === 'linear') {
      add(first, i, 1 - (place - first));
      add(first + 1, i, place - first);
    } else if (mode === 'cubic' && !call.attributes['exclude_outside']) {
      const a = Number(call.attributes['cubic_coeff_a'] ?? -0.75);
      for (let k = -1; k <= 2; k++) add(first + k, i, cubic(place - first - k, a));
    } else throw refused(call, `mode ${mode}`);
  }
  return weights;
}
