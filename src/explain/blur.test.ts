// The Gaussian filter against its definition in two dimensions, and structural similarity.
import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { blurPlanes } from './blur.ts';
import { structuralSimilarity } from './structural-similarity.ts';

const [height, width] = [6, 9];
const random = new Random(2, 'planes');
const noise = random.fillUniform(new Float32Array(2 * height * width));

/** The weighted mean of all places within three deviations, the border's values beyond it. */
function blurredAt(plane: Float32Array, y: number, x: number, deviation: number): number {
  const radius = Math.ceil(3 * deviation);
  const clamp = (place: number, size: number) => Math.min(Math.max(place, 0), size - 1);
  let [sum, total] = [0, 0];
  for (let dy = -radius; dy <= radius; dy++)
    for (let dx = -radius; dx <= radius; dx++) {
      const weight = Math.exp(-(dy ** 2 + dx ** 2) / (2 * deviation ** 2));
      sum += weight * plane[clamp(y + dy, height) * width + clamp(x + dx, width)]!;
      total += weight;
    }
  return sum / total;
}

describe('blurring', () => {
  it.each([0.5, 1, 2.5])('is the weighted mean of the neighbours, %d pixels wide', (deviation) => {
    const blurred = blurPlanes(noise, height, width, deviation);
    for (let plane = 0; plane < 2; plane++)
      for (let i = 0; i < height * width; i++) {
        const own = noise.subarray(plane * height * width, (plane + 1) * height * width);
        const expected = blurredAt(own, Math.floor(i / width), i % width, deviation);
        expect(blurred[plane * height * width + i]).toBeCloseTo(expected, 5);
      }
  });

  it('keeps a flat plane', () => {
    blurPlanes(new Float32Array(54).fill(7), height, width, 1.5).forEach((value) =>
      expect(value).toBeCloseTo(7, 5),
    );
  });
});

describe('structural similarity', () => {
  const plane = noise.subarray(0, height * width);

  it('is 1 of a plane with itself', () => {
    expect(structuralSimilarity(plane, plane, height, width)).toBeCloseTo(1, 6);
  });

  it('of two flat planes is (2ab + c) / (a² + b² + c)', () => {
    const level = (value: number) => new Float32Array(54).fill(value);
    const expected = (2 * 0.25 * 0.75 + 1e-4) / (0.25 ** 2 + 0.75 ** 2 + 1e-4);
    expect(structuralSimilarity(level(0.25), level(0.75), height, width)).toBeCloseTo(expected, 4);
  });

  it('does not depend on the scale if the range is given', () => {
    const other = noise.subarray(height * width);
    const bytes = (values: Float32Array) => values.map((value) => 255 * value);
    const expected = structuralSimilarity(plane, other, height, width);
    expect(structuralSimilarity(bytes(plane), bytes(other), height, width, 255)).toBeCloseTo(expected, 4);
    expect(structuralSimilarity(bytes(plane), bytes(other), height, width)).not.toBeCloseTo(expected, 4);
  });

  it('of a plane and its negative is below zero; of other noise it is near zero', () => {
    const negative = plane.map((value) => 1 - value);
    expect(structuralSimilarity(plane, negative, height, width)).toBeLessThan(-0.3);
    const other = noise.subarray(height * width);
    expect(Math.abs(structuralSimilarity(plane, other, height, width))).toBeLessThan(0.4);
  });
});
