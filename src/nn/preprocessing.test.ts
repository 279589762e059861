// Means and deviations of pictures against figures worked by hand, and pixels normalised by them.
import { describe, expect, it } from 'vitest';
import { Graph } from '../engine/graph/graph.ts';
import { expectClose } from '../engine/testing/closeness.ts';
import { measureNormalization, normalizePixels, type Normalization } from './preprocessing.ts';
import { runGraph } from './testing/layer-programs.ts';

async function normalize(images: Uint8Array, shape: (number | string)[], normalization: Normalization) {
  const graph = new Graph();
  const x = graph.input('x', 'uint8', shape);
  const y = normalizePixels(x, normalization);
  expect({ dtype: y.dtype, shape: y.shape }).toEqual({ dtype: 'float32', shape });
  graph.output('y', y);
  return (await runGraph(graph, { x: images }))['y']!;
}

describe('measureNormalization', () => {
  it('measures grey pictures', () => {
    // Mean 102 = 0.4·255; squared distances 102², 51², 51², 102²: their mean is 6502.5.
    const { mean, std } = measureNormalization([Uint8Array.of(0, 51, 153, 204)], 1, 2);
    expectClose(mean, [0.4], 1e-12);
    expectClose(std, [Math.sqrt(6502.5) / 255], 1e-12);
  });

  it('measures each channel separately', () => {
    // Two pictures of two pixels in three channels: 0 and 255, always 51, and 0, 102, 0, 102.
    const images = Uint8Array.of(0, 255, 51, 51, 0, 102, 255, 0, 51, 51, 0, 102);
    const { mean, std } = measureNormalization([images], 3, 2);
    expectClose(mean, [0.5, 0.2, 0.2], 1e-12);
    expectClose(std, [0.5, 1 / 255, 0.2], 1e-12);
  });
});

describe('normalizePixels', () => {
  it('subtracts the mean and divides by the deviation, per channel', async () => {
    const images = Uint8Array.of(0, 255, 51, 102, 10, 20);
    const normalization = { mean: [0.5, 0.2, 0], std: [0.5, 0.1, 1 / 255] };
    const y = await normalize(images, [1, 3, 1, 2], normalization);
    expectClose(y, [-1, 1, 0, 2, 10, 20], 1e-5);
  });

  it('gives measured pictures mean 0 and variance 1', async () => {
    const images = Uint8Array.from({ length: 600 }, (_, i) => (i * i * 7) % 256);
    const y = await normalize(images, ['batch', 1, 10, 10], measureNormalization([images], 1, 100));
    const mean = y.reduce((a, b) => a + b, 0) / y.length;
    expect(Math.abs(mean)).toBeLessThan(1e-5);
    expect(Math.abs(y.reduce((sum, value) => sum + value * value, 0) / y.length - 1)).toBeLessThan(1e-5);
  });
});
