// Eigenvalues and eigenvectors: against a matrix solved by hand, and by their definition.
import { expect, it } from 'vitest';
import { Random } from '../random.ts';
import { diagonalOf, eigenOfSymmetric } from './symmetric-eigen.ts';

it('agree with a matrix solved by hand', () => {
  // 2 1 / 1 2 has 3 along (1, 1) and 1 along (1, -1).
  const [first, second] = eigenOfSymmetric(Float64Array.of(2, 1, 1, 2), 2);
  expect(first!.value).toBeCloseTo(3, 14);
  expect(second!.value).toBeCloseTo(1, 14);
  expect(first!.vector[0]! * first!.vector[1]!).toBeCloseTo(0.5, 14);
  expect(second!.vector[0]! * second!.vector[1]!).toBeCloseTo(-0.5, 14);
});

it('are the same before they are sorted', () => {
  const { values, vectors } = diagonalOf(Float64Array.of(2, 1, 1, 2), 2);
  expect([...values].sort()).toEqual([1, 3].map((value) => expect.closeTo(value, 12) as number));
  expect(Math.abs(vectors[0]! * vectors[2]!)).toBeCloseTo(0.5, 12);
});

it.each([1, 5, 75])('solve A·v = λ·v with orthogonal vectors: %d rows', (size) => {
  const random = new Random(1, 'matrix');
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = random.normal();
  const before = matrix.slice();
  const pairs = eigenOfSymmetric(matrix, size);
  expect(matrix).toEqual(before);
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    Array.from(x).reduce((sum, value, i) => sum + value * y[i]!, 0);
  for (const [k, { value, vector }] of pairs.entries()) {
    for (let row = 0; row < size; row++)
      expect(dot(matrix.subarray(row * size, (row + 1) * size), vector)).toBeCloseTo(
        value * vector[row]!,
        10,
      );
    pairs
      .slice(0, k + 1)
      .forEach((other, i) => expect(dot(vector, other.vector)).toBeCloseTo(i === k ? 1 : 0, 10));
    if (k > 0) expect(value).toBeLessThanOrEqual(pairs[k - 1]!.value);
  }
});

it('are the diagonal of a diagonal matrix, also of zeros', () => {
  expect(eigenOfSymmetric(Float64Array.of(1, 0, 0, 4), 2).map(({ value }) => value)).toEqual([4, 1]);
  expect(eigenOfSymmetric(new Float64Array(9), 3).map(({ value }) => value)).toEqual([0, 0, 0]);
});
