// Brings a piece that lies out of its place back to it, as part of a graph: by the whole shift at which the
// grey picture, made coarse, correlates best with the mean of the good pieces. What the shift uncovers at the
// border was not photographed; the mean of the good pieces is taken for it, so that it raises no alarm.
// Turned pieces stay turned.
import type { Graph, Value } from '../engine/graph/graph.ts';
import {
  add,
  averagePool,
  cast,
  conv,
  matMul,
  mul,
  oneHot,
  pad,
  reduceMax,
  reduceMean,
  reshape,
  slice,
  sub,
  topK,
  transpose,
} from '../engine/graph/operators/index.ts';
import { shifting } from './axis-matrix.ts';
import type { PictureSize } from './middle-maps.ts';

/** How pieces are brought to their place. */
export interface Registration {
  /** The pixels of a step: shifts are found in whole steps. */
  readonly step: number;
  /** The most steps in each direction. */
  readonly reach: number;
  /** The mean of the good pieces in grey, `[height / step, width / step]`, rounded down; its mean is 0. */
  readonly reference: Float32Array;
  /** The mean of the good pieces, `[channels, height, width]`. */
  readonly mean: Float32Array;
}

/** The most cells along a side of the coarse picture. */
const mostCells = 64;

/**
 * The registration to the mean of good pieces.
 *
 * @param mean the mean picture, `[channels, height, width]`
 * @param furthest the longest shift along each axis, in pixels
 */
export function registrationTo(
  mean: Float64Array,
  { height, width }: PictureSize,
  furthest: number,
): Registration {
  const step = Math.ceil(Math.max(height, width) / mostCells);
  const [rows, columns] = [Math.floor(height / step), Math.floor(width / step)];
  const coarse = new Float64Array(rows * columns);
  mean.forEach((value, i) => {
    const row = Math.floor((Math.floor(i / width) % height) / step);
    const column = Math.floor((i % width) / step);
    if (row < rows && column < columns) coarse[row * columns + column]! += value;
  });
  const cellMean = coarse.reduce((a, b) => a + b, 0) / coarse.length;
  const reference = Float32Array.from(coarse, (value) => (value - cellMean) / mean.length);
  return { step, reach: Math.ceil(furthest / step), reference, mean: Float32Array.from(mean) };
}

/** Pictures in their place, and the way back for maps. */
export interface Registered {
  /** float32 `[batch, channels, height, width]`. */
  readonly images: Value;
  /** Moves maps `[batch, height, width]` to where the pieces lie; what was shifted out of sight is 0. */
  readonly back: (maps: Value) => Value;
}

/** Brings pictures `[batch, channels, height, width]` to their place. */
export function register(images: Value, { step, reach, reference, mean }: Registration): Registered {
  const { graph } = images;
  const [, channels, height, width] = images.shape as [unknown, number, number, number];
  const [rows, columns] = [Math.floor(height / step), Math.floor(width / step)];
  const pixels = cast(images, 'float32');
  const grey = reduceMean(pixels, { axes: [1] });
  const coarse = averagePool(grey, { kernel_shape: [step, step], strides: [step, step] });
  const centred = sub(coarse, reduceMean(coarse, { axes: [2, 3] }));
  const kernel = graph.constant(reference, [1, 1, rows, columns], 'float32', 'reference');
  const match = conv(pad(centred, [0, 0, reach, reach, 0, 0, reach, reach]), kernel);
  const shifts = 2 * reach + 1;
  const best = reshape(oneHot(topK(reshape(match, [0, -1]), 1).indices, shifts ** 2), [-1, shifts, shifts]);
  const down = reduceMax(best, { axes: [2], keepDims: false });
  const right = reduceMax(best, { axes: [1], keepDims: false });
  const moved = (x: Value, rowShift: Value, columnShift: Value) =>
    matMul(
      matMul(shiftMatrix(rowShift, height, { step, reach }), x),
      transpose(shiftMatrix(columnShift, width, { step, reach }), [0, 1, 3, 2]),
    );
  const seen = moved(graph.constant(ones(height * width), [1, 1, height, width], 'float32'), down, right);
  const usual = graph.constant(mean, [1, channels, height, width], 'float32', 'mean');
  return {
    images: add(moved(pixels, down, right), mul(sub(1, seen), usual)),
    back: (maps) =>
      reshape(moved(reshape(maps, [0, 1, height, width]), reversed(down), reversed(right)), [
        0,
        height,
        width,
      ]),
  };
}

const ones = (count: number): Float32Array => new Float32Array(count).fill(1);

/** The matrix `[batch, 1, size, size]` that undoes the shift that is chosen by `[batch, shifts]`. */
function shiftMatrix(
  chosen: Value,
  size: number,
  { step, reach }: Pick<Registration, 'step' | 'reach'>,
): Value {
  const matrices = shiftMatrices(chosen.graph, size, step, reach);
  return reshape(matMul(chosen, matrices), [-1, 1, size, size]);
}

/** The matrices of all shifts, `[shifts, size · size]`, from that which undoes the furthest one upwards. */
function shiftMatrices(graph: Graph, size: number, step: number, reach: number): Value {
  const data = new Float32Array((2 * reach + 1) * size * size);
  for (let shift = -reach; shift <= reach; shift++)
    data.set(shifting(size, -shift * step).weights, (shift + reach) * size * size);
  return graph.constant(data, [2 * reach + 1, size * size], 'float32', 'shifts');
}

/** The opposite shift. */
const reversed = (chosen: Value): Value =>
  slice(chosen, { starts: [-1], ends: [Number.MIN_SAFE_INTEGER], axes: [1], steps: [-1] });
