// Linear changes of one axis of a map, as matrices: enlarging, blurring, shifting. A graph applies one to the
// rows and one to the columns by two matrix products, at any scale; several changes make one matrix.
import type { Graph, Value } from '../engine/graph/graph.ts';
import { matMul } from '../engine/graph/operators/index.ts';

/** A matrix `[to, from]`, row by row: row `i` has the weights of the old places in the new place `i`. */
export interface AxisMatrix {
  readonly to: number;
  readonly from: number;
  readonly weights: Float64Array;
}

/** A matrix whose row `i` has the weights that `places` gives, as pairs of an old place and its weight. */
function axisMatrix(
  to: number,
  from: number,
  places: (i: number) => readonly (readonly [place: number, weight: number])[],
): AxisMatrix {
  const weights = new Float64Array(to * from);
  for (let i = 0; i < to; i++)
    for (const [place, weight] of places(i))
      weights[i * from + Math.min(Math.max(place, 0), from - 1)]! += weight;
  return { to, from, weights };
}

/** Linear interpolation between centres; beyond the outermost centres the outermost values continue. */
export const interpolation = (from: number, to: number): AxisMatrix =>
  axisMatrix(to, from, (i) => {
    const place = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    const low = Math.floor(place);
    return [
      [low, 1 - (place - low)],
      [low + 1, place - low],
    ];
  });

/**
 * A Gaussian filter to four deviations; beyond the border the values of the border continue.
 *
 * @param deviation in places
 */
export function smoothing(size: number, deviation: number): AxisMatrix {
  const radius = Math.ceil(4 * deviation);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * deviation ** 2)),
  );
  const sum = kernel.reduce((a, b) => a + b, 0);
  return axisMatrix(size, size, (i) => kernel.map((weight, j) => [i + j - radius, weight / sum] as const));
}

/** Moves values by whole places, to higher places for positive shifts. Places that nothing moves to are 0. */
export const shifting = (size: number, shift: number): AxisMatrix =>
  axisMatrix(size, size, (i) => (i >= shift && i < size + shift ? [[i - shift, 1]] : []));

/** The matrix that applies `first` and then `second`. */
export function inTurn(first: AxisMatrix, second: AxisMatrix): AxisMatrix {
  const weights = new Float64Array(second.to * first.from);
  for (let i = 0; i < second.to; i++)
    for (let k = 0; k < first.to; k++) {
      const factor = second.weights[i * second.from + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < first.from; j++)
        weights[i * first.from + j]! += factor * first.weights[k * first.from + j]!;
    }
  return { to: second.to, from: first.from, weights };
}

/** Applies matrices to the rows and the columns of maps `[..., height, width]`. */
export function alongAxes(x: Value, rows: AxisMatrix, columns: AxisMatrix): Value {
  const { graph } = x;
  return matMul(matMul(constantOf(graph, rows), x), constantOf(graph, transposed(columns)));
}

function transposed({ to, from, weights }: AxisMatrix): AxisMatrix {
  const turned = new Float64Array(weights.length);
  for (let i = 0; i < to; i++) for (let j = 0; j < from; j++) turned[j * to + i] = weights[i * from + j]!;
  return { to: from, from: to, weights: turned };
}

const constantOf = (graph: Graph, { to, from, weights }: AxisMatrix): Value =>
  graph.constant(Float32Array.from(weights), [to, from], 'float32', 'axis');
