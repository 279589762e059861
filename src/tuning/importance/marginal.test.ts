// The mean over the other parameters, on functions whose means are known.
import { expect, it } from 'vitest';
import type { SearchSpace } from '../space.ts';
import { sobolPoint } from '../samplers/sobol.ts';
import { growForest } from './forest.ts';
import { pairMarginal } from './marginal.ts';

const float = (name: string) => ({
  name,
  distribution: { kind: 'float', low: 0, high: 1, log: false } as const,
});

it('is the mean over the other parameters at each pair of places', () => {
  // The loss is 4 a + 2 for the choice q, plus b, whose mean is 0.5.
  const space: SearchSpace = [
    float('a'),
    { name: 'k', distribution: { kind: 'categorical', choices: ['p', 'q'] } },
    float('b'),
  ];
  const trials = Array.from({ length: 512 }, (_, i) => {
    const [a, b, c] = sobolPoint(i, 3, 5) as [number, number, number];
    const k = c < 0.5 ? 'p' : 'q';
    return { params: { a, b, k }, loss: 4 * a + (k === 'q' ? 2 : 0) + b };
  });
  const grid = pairMarginal(growForest(space, trials)!, [0, 1], [[0.1, 0.5, 0.9], [0, 1]]); // prettier-ignore
  [0.1, 0.5, 0.9].forEach((a, i) => {
    expect(grid[i]![0]).toBeCloseTo(4 * a + 0.5, 0);
    expect(grid[i]![1]).toBeCloseTo(4 * a + 2.5, 0);
  });
});

it('covers the ends of the axes', () => {
  const trials = [0, 0.3, 0.6, 1].map((a) => ({ params: { a, b: a }, loss: 7 }));
  const grid = pairMarginal(growForest([float('a'), float('b')], trials)!, [0, 1], [[0, 1], [0, 1]]); // prettier-ignore
  expect(grid).toEqual([[7, 7], [7, 7]]); // prettier-ignore
});
