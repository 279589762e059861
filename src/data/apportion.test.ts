// Shares in whole numbers, worked by hand.
import { describe, expect, it } from 'vitest';
import { apportion } from './apportion.ts';

const rows: [name: string, sizes: number[], count: number, quotas: number[]][] = [
  // 2, 1.2 and 0.8.
  ['the rest goes to the largest remainder', [5, 3, 2], 4, [2, 1, 1]],
  // 1.5 each.
  ['of equal remainders the first class gets more', [3, 3], 3, [2, 1]],
  // 0.5 and 4.5.
  ['a class that would be used up waits for the others', [1, 9], 5, [0, 5]],
  // 2, 0.5 and 0.5: the first has its share already.
  ['a share without a remainder gets no more', [4, 1, 1], 3, [2, 1, 0]],
  // 0.75 of each.
  ['several rests go to several classes', [2, 2, 2, 2], 3, [1, 1, 1, 0]],
  ['nothing of each', [5, 3], 0, [0, 0]],
  ['all of each', [5, 3], 8, [5, 3]],
  ['none of a class without pictures', [0, 4, 0], 3, [0, 3, 0]],
];

describe('apportion', () => {
  it.each(rows)('%s', (_, sizes, count, quotas) => {
    expect(apportion(sizes, count)).toEqual(quotas);
  });

  it('gives the requested total, each class within one of its exact share', () => {
    const sizes = [50, 31, 7, 1, 11];
    for (let count = 0; count <= 100; count++) {
      const quotas = apportion(sizes, count);
      expect(quotas.reduce((sum, quota) => sum + quota, 0)).toBe(count);
      quotas.forEach((quota, i) => {
        expect(Math.abs(quota - (sizes[i]! * count) / 100)).toBeLessThan(1);
        expect(quota).toBeLessThanOrEqual(sizes[i]!);
      });
    }
  });
});
