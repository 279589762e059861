// Resizes a picture as libvips does, so that a page sees what the program sees. A smaller picture is made in
// whole steps by the mean of boxes, and the rest of the way with Lanczos's kernel of three lobes. A larger
// one is interpolated by Catmull and Rom's cubic kernel. Levels differ by one here and there, because libvips
// computes with fewer digits.
import type { Box } from './background.ts';
import type { Raster } from './raster.ts';

/** libvips places its kernels at multiples of this part of a pixel. */
const places = 64;
/** Boxes take all but this factor of a reduction. */
const gap = 2;

/**
 * Resizes a part of a picture.
 *
 * @param raster of any number of channels; opacity is resized like a colour
 * @param width of the result, in pixels
 * @param height of the result, in pixels
 * @example
 * const raster = { width: 4, height: 1, channels: 1, data: Uint8Array.of(9, 9, 9, 9) };
 * resizeRaster(raster, { left: 0, top: 0, width: 4, height: 1 }, 2, 1).data // [9, 9]
 */
export function resizeRaster(raster: Raster, box: Box, width: number, height: number): Raster {
  const { channels } = raster;
  const [narrow, low] = [Math.min(width, box.width), Math.min(height, box.height)];
  let data: Values = crop(raster, box);
  if (low < box.height) data = reduce(data, [1, box.height, box.width * channels], low);
  if (narrow < box.width) data = reduce(data, [low, box.width, channels], narrow);
  if (low < height || narrow < width) {
    data = interpolate(data, [1, low, narrow * channels], height);
    data = interpolate(data, [height, narrow, channels], width);
  }
  return { width, height, channels, data: data instanceof Uint8Array ? data : bytes(data) };
}

type Values = Uint8Array | Float32Array;
/** The axis in the middle is resized. */
type Shape = readonly [outer: number, size: number, inner: number];

function crop({ data, width, channels }: Raster, box: Box): Uint8Array {
  const line = box.width * channels;
  const cropped = new Uint8Array(box.height * line);
  for (let y = 0; y < box.height; y++) {
    const start = ((box.top + y) * width + box.left) * channels;
    cropped.set(data.subarray(start, start + line), y * line);
  }
  return cropped;
}

/** Rounded to bytes after the boxes and after the kernel, as libvips does. */
function reduce(data: Values, shape: Shape, size: number): Uint8Array {
  const [outer, from, inner] = shape;
  const boxes = Math.max(1, Math.floor(from / size / gap));
  const boxed = boxes === 1 ? data : bytes(weighted(data, shape, boxMeans(from, boxes)));
  const rest: Shape = [outer, Math.ceil(from / boxes), inner];
  return bytes(weighted(boxed, rest, lanczosKernels(from / size / boxes, size)));
}

const interpolate = (data: Values, shape: Shape, size: number): Float32Array =>
  weighted(data, shape, cubicKernels(shape[1] / size, size));

function bytes(values: Float32Array): Uint8Array {
  const rounded = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) rounded[i] = Math.max(0, Math.min(255, Math.round(values[i]!)));
  return rounded;
}

/** The weights of a new element, and the old element that the first of them is for. */
interface Kernel {
  readonly first: number;
  readonly weights: readonly number[];
}

/** Each new element is a weighted sum of old ones. Beyond the ends, the outermost elements continue. */
function weighted(data: Values, [outer, from, inner]: Shape, kernels: readonly Kernel[]): Float32Array {
  const sums = new Float32Array(outer * kernels.length * inner);
  for (let o = 0; o < outer; o++)
    kernels.forEach(({ first, weights }, i) => {
      const to = (o * kernels.length + i) * inner;
      weights.forEach((weight, k) => {
        const at = (o * from + Math.max(0, Math.min(from - 1, first + k))) * inner;
        for (let j = 0; j < inner; j++) sums[to + j]! += weight * data[at + j]!;
      });
    });
  return sums;
}

const boxMeans = (from: number, boxes: number): Kernel[] =>
  Array.from({ length: Math.ceil(from / boxes) }, (_, i) => ({
    first: i * boxes,
    weights: new Array<number>(boxes).fill(1 / boxes),
  }));

/** Kernels as wide as the reduction by a factor asks for. */
function lanczosKernels(factor: number, size: number): Kernel[] {
  const points = Math.round(6 * factor) + 1;
  const before = Math.ceil(points / 2) - 1;
  return Array.from({ length: size }, (_, i) => {
    const place = (i + 0.5) * factor - 0.5;
    const offset = Math.round((place - Math.floor(place)) * places) / places;
    const values = Array.from({ length: points }, (_, k) => lanczos((k - before - offset) / factor));
    const sum = values.reduce((a, b) => a + b, 0);
    return { first: Math.floor(place) - before, weights: values.map((value) => value / sum) };
  });
}

/** sinc(x) · sinc(x / 3), up to the third zero. */
function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= 3) return 0;
  const t = Math.PI * x;
  return (3 * Math.sin(t) * Math.sin(t / 3)) / t ** 2;
}

/** libvips leaves out half of a new pixel here: an enlarged picture lies a little too far right and down. */
const cubicKernels = (factor: number, size: number): Kernel[] =>
  Array.from({ length: size }, (_, i) => {
    const place = i * factor - 0.5;
    const t = Math.floor((place - Math.floor(place)) * places) / places;
    return { first: Math.floor(place) - 1, weights: cubic(t) };
  });

/** The weights of four elements at a share of the way from the second to the third. */
const cubic = (t: number): number[] => [
  (-t + 2 * t ** 2 - t ** 3) / 2,
  (2 - 5 * t ** 2 + 3 * t ** 3) / 2,
  (t + 4 * t ** 2 - 3 * t ** 3) / 2,
  (t ** 3 - t ** 2) / 2,
];
