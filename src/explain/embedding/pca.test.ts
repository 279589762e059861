// Principal components, against the eigenvectors of the covariance matrix and a case worked by hand.
import { describe, expect, it } from 'vitest';
import { eigenOfSymmetric } from '../../nn/symmetric-eigen.ts';
import { Random } from '../../random.ts';
import { principalComponents, project } from './pca.ts';

describe('principal components', () => {
  it('of a cross follow its longer arm, then its shorter one', () => {
    // Variances by hand: x 2 · 3² / 4 = 4.5, y 2 · 1² / 4 = 0.5.
    const values = Float32Array.of(3, 0, -3, 0, 0, 1, 0, -1);
    const found = principalComponents({ count: 4, size: 2, values }, 2);
    expect(
      found.components.map((vector) => [...vector].map((value) => Math.abs(Math.round(value * 1e9) / 1e9))),
    ).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(found.variances[0]).toBeCloseTo(4.5, 12);
    expect(found.variances[1]).toBeCloseTo(0.5, 12);
    expect(found.totalVariance).toBeCloseTo(5, 12);
  });

  it('are the eigenvectors of the covariance matrix', () => {
    const [count, size] = [400, 12];
    const random = new Random(5);
    const mixing = Array.from({ length: size * size }, () => random.normal());
    const values = new Float32Array(count * size);
    for (let i = 0; i < count; i++) {
      const drawn = Array.from({ length: size }, (_, k) => random.normal() / (k + 1));
      for (let j = 0; j < size; j++)
        values[i * size + j] = 7 + drawn.reduce((sum, value, k) => sum + value * mixing[k * size + j]!, 0);
    }
    const column = (j: number) => Array.from({ length: count }, (_, i) => values[i * size + j]!);
    const columns = Array.from({ length: size }, (_, j) => {
      const all = column(j);
      const mean = all.reduce((sum, value) => sum + value, 0) / count;
      return all.map((value) => value - mean);
    });
    const covariance = Float64Array.from({ length: size * size }, (_, k) => {
      const [a, b] = [columns[Math.floor(k / size)]!, columns[k % size]!];
      return a.reduce((sum, value, i) => sum + value * b[i]!, 0) / count;
    });
    const expected = eigenOfSymmetric(covariance, size).slice(0, 3);
    const found = principalComponents({ count, size, values }, 3);
    expected.forEach(({ value, vector }, k) => {
      expect(found.variances[k]! / value).toBeCloseTo(1, 6);
      const cosine = found.components[k]!.reduce((sum, element, j) => sum + element * vector[j]!, 0);
      expect(Math.abs(cosine)).toBeGreaterThan(1 - 1e-5);
    });
    const projected = project({ count, size, values }, found);
    const first = Array.from({ length: count }, (_, i) => projected[3 * i]!);
    const variance = first.reduce((sum, value) => sum + value * value, 0) / count;
    expect(variance / expected[0]!.value).toBeCloseTo(1, 4);
  });

  it('of equal vectors have no variance, and put all in one place', () => {
    const values = new Float32Array(15).fill(2);
    const found = principalComponents({ count: 5, size: 3, values }, 2);
    expect(found.variances.map((value) => Math.abs(value))).toEqual([0, 0]);
    expect([...project({ count: 5, size: 3, values }, found)].every((value) => value === 0)).toBe(true);
  });
});
