// The importance of hyper-parameters, on functions whose variances are known.
import { describe, expect, it } from 'vitest';
import { sobolPoint } from '../samplers/sobol.ts';
import type { SearchSpace } from '../space.ts';
import { importances } from './fanova.ts';

const float = (name: string) => ({
  name,
  distribution: { kind: 'float', low: 0, high: 1, log: false } as const,
});

describe('importance', () => {
  it('is the share of the variance that a parameter explains alone', () => {
    // y = 2a + b with a and b even on [0, 1]: variances 4/12 and 1/12, so shares 0.8, 0.2 and 0.
    const space: SearchSpace = [float('a'), float('b'), float('c')];
    const trials = Array.from({ length: 256 }, (_, i) => {
      const [a, b, c] = sobolPoint(i, 3, 5) as [number, number, number];
      return { params: { a, b, c }, loss: 2 * a + b };
    });
    const found = importances(space, trials);
    expect(found.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(found[0]!.share).toBeCloseTo(0.8, 1);
    expect(found[1]!.share).toBeCloseTo(0.2, 1);
    expect(found[2]!.share).toBeLessThan(0.01);
    expect(found[0]!.deviation).toBeLessThan(0.05);
  });

  it('counts a choice by how much its values differ', () => {
    // y is 1 for one of four choices, else 0, and nothing else matters.
    const choices = ['p', 'q', 'r', 's'] as const;
    const space: SearchSpace = [float('a'), { name: 'k', distribution: { kind: 'categorical', choices } }];
    const trials = Array.from({ length: 64 }, (_, i) => {
      const k = choices[i % 4]!;
      return { params: { a: ((i * 7) % 64) / 64, k }, loss: k === 'q' ? 1 : 0 };
    });
    expect(importances(space, trials)[0]).toMatchObject({ name: 'k' });
    expect(importances(space, trials)[0]!.share).toBeGreaterThan(0.95);
  });

  it('is empty for too few trials and for flat results', () => {
    const flat = Array.from({ length: 8 }, (_, i) => ({ params: { a: i / 8 }, loss: 1 }));
    expect(importances([float('a')], flat.slice(0, 3))).toEqual([]);
    expect(importances([float('a')], flat)[0]!.share).toBe(0);
  });
});
