import { expect, it } from 'vitest';
import { Random } from '../../../random.ts';
import { mostSimilar } from './most-similar.ts';

it('finds the largest dot products, in their order', () => {
  const random = new Random(2);
  const [count, dimensions] = [200, 7];
  const values = Float32Array.from({ length: count * dimensions }, () => random.normal());
  const query = values.slice(5 * dimensions, 6 * dimensions);
  const products = Array.from({ length: count }, (_, index) => ({
    index,
    similarity: query.reduce((sum, value, i) => sum + value * values[index * dimensions + i]!, 0),
  }));
  const expected = products.sort((a, b) => b.similarity - a.similarity).slice(0, 9);
  expect(mostSimilar(query, { count, dimensions, values }, 9)).toEqual(expected);
});

it('of equal vectors the first come first, and few vectors give few', () => {
  const vectors = { count: 4, dimensions: 1, values: Float32Array.of(1, 2, 2, 1) };
  const indices = (most: number) => mostSimilar(Float32Array.of(1), vectors, most).map(({ index }) => index);
  expect(indices(3)).toEqual([1, 2, 0]);
  expect(indices(9)).toEqual([1, 2, 0, 3]);
});
