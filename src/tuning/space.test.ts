// Distributions and search spaces, against values worked by hand.
import { describe, expect, it } from 'vitest';
import { cellOf, contains, countValues, fromUnit, toUnit, type Distribution } from './distribution.ts';
import { countPoints, groupsOf, isPointOf, keyOf, pointsOf, type SearchSpace } from './space.ts';

const rate = { kind: 'float', low: 1e-4, high: 1e-2, log: true } as const;
const depth = { kind: 'int', low: 2, high: 10, log: false, step: 4 } as const;

describe('distributions', () => {
  it('map to the unit interval, by ratios if logarithmic', () => {
    expect(toUnit(rate, 1e-3)).toBeCloseTo(0.5, 12);
    expect(fromUnit(rate, 0.25)).toBeCloseTo(10 ** -3.5, 12);
    // 2, 6 and 10 share the unit interval evenly: their cells are thirds.
    expect([0, 0.3, 0.34, 0.66, 0.67, 1].map((place) => fromUnit(depth, place))).toEqual([
      2, 2, 6, 6, 10, 10,
    ]);
    expect(cellOf(depth, 6).from).toBeCloseTo(1 / 3, 12);
    expect(cellOf(depth, 6).to).toBeCloseTo(2 / 3, 12);
  });

  it('give steps without the noise of sums', () => {
    const tenths = { kind: 'float', low: 0, high: 0.6, log: false, step: 0.1 } as const;
    expect(fromUnit(tenths, 0.5)).toBe(0.3);
    expect(countValues(tenths)).toBe(7);
  });

  it('know their values', () => {
    const choice: Distribution = { kind: 'categorical', choices: [null, true, 'adam', 3] };
    expect([null, true, 'adam', 3, false, 'sgd'].map((value) => contains(choice, value))).toEqual([
      ...[true, true, true, true, false, false],
    ]);
    expect([2, 6, 4, 11].map((value) => contains(depth, value))).toEqual([true, true, false, false]);
    expect(contains(rate, 0.02)).toBe(false);
  });
});

const space: SearchSpace = [
  { name: 'optimizer', distribution: { kind: 'categorical', choices: ['adam', 'sgd'] } },
  { name: 'depth', distribution: depth },
  {
    name: 'momentum',
    distribution: { kind: 'categorical', choices: [0, 0.9] },
    condition: { parent: 'optimizer', value: 'sgd' },
  },
];

describe('spaces', () => {
  it('count and list their points: 1 × 3 with adam and 2 × 3 with sgd', () => {
    expect(countPoints(space)).toBe(9);
    const points = [...pointsOf(space)];
    expect(new Set(points.map(keyOf)).size).toBe(9);
    expect(points.every((point) => isPointOf(space, point))).toBe(true);
    expect(points[0]).toEqual({ optimizer: 'adam', depth: 2 });
  });

  it('refuse values of parameters that are not set', () => {
    expect(isPointOf(space, { optimizer: 'adam', depth: 2, momentum: 0 })).toBe(false);
    expect(isPointOf(space, { optimizer: 'sgd', depth: 2 })).toBe(false);
  });

  it('group what is set together', () => {
    expect(groupsOf(space).map((group) => group.map(({ name }) => name))).toEqual([
      ['optimizer', 'depth'],
      ['momentum'],
    ]);
  });
});
