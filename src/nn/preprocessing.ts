// Converts pictures, bytes of 0 to 255, to what networks learn from best: zero mean and unit variance in each
// channel. This is part of every graph, so a saved model takes raw pixels.
import type { Value } from '../engine/graph/graph.ts';
import { cast, mul, sub } from '../engine/graph/operators/index.ts';

/** The mean and standard deviation of each channel, for pixels scaled to 0..1. */
export interface Normalization {
  /** The mean of each channel. */
  readonly mean: readonly number[];
  /** The standard deviation of each channel. */
  readonly std: readonly number[];
}

/** Converts `[batch, channels, height, width]` from uint8 to float32, `(x / 255 - mean) / std`. */
export function normalizePixels(images: Value, { mean, std }: Normalization): Value {
  const perChannel = (values: readonly number[]) =>
    images.graph.constant(Float32Array.from(values), [1, values.length, 1, 1], 'float32', 'preprocessing');
  const offset = perChannel(mean.map((value) => value * 255));
  const scale = perChannel(std.map((value) => 1 / (255 * value)));
  return mul(sub(cast(images, 'float32'), offset), scale);
}

/**
 * The mean and standard deviation of each channel of pictures.
 *
 * @param pieces arrays `[pictures, channels, height, width]`
 */
export function measureNormalization(
  pieces: Iterable<Uint8Array>,
  channels: number,
  area: number,
): Normalization {
  const histograms = Array.from({ length: channels }, () => new Float64Array(256));
  for (const images of pieces)
    for (let start = 0, channel = 0; start < images.length; start += area, channel = (channel + 1) % channels)
      countLevels(images, start, start + area, histograms[channel]!);
  const moments = histograms.map(momentsOf);
  return { mean: moments.map(({ mean }) => mean), std: moments.map(({ std }) => std) };
}

function countLevels(images: Uint8Array, start: number, end: number, histogram: Float64Array): void {
  for (let i = start; i < end; i++) histogram[images[i]!]!++;
}

function momentsOf(histogram: Float64Array): { mean: number; std: number } {
  const count = histogram.reduce((a, b) => a + b, 0);
  const mean = histogram.reduce((sum, n, level) => sum + n * level, 0) / count / 255;
  const variance = histogram.reduce((sum, n, level) => sum + n * (level / 255 - mean) ** 2, 0) / count;
  // The standard deviation of a constant channel is 0, which can't be a divisor.
  return { mean, std: Math.max(Math.sqrt(variance), 1 / 255) };
}
