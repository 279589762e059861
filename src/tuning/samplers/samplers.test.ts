// What all samplers have in common, and that each one searches better than chance.
import { describe, expect, it } from 'vitest';
import { isPointOf, keyOf, type Parameters, type SearchSpace } from '../space.ts';
import { suggest } from '../suggest.ts';
import type { Trial } from '../trial.ts';
import { chooseSampler, samplers } from './index.ts';
import { warped } from './gp/warp.ts';
import type { Sampler } from './sampler.ts';
import { sobolInteger, sobolPoint } from './sobol.ts';

const mixed: SearchSpace = [
  { name: 'optimizer', distribution: { kind: 'categorical', choices: ['adam', 'sgd'] } },
  { name: 'rate', distribution: { kind: 'float', low: 1e-4, high: 1, log: true } },
  { name: 'depth', distribution: { kind: 'int', low: 2, high: 8, log: false, step: 2 } },
  {
    name: 'momentum',
    distribution: { kind: 'float', low: 0, high: 0.9, log: false, step: 0.1 },
    condition: { parent: 'optimizer', value: 'sgd' },
  },
];

/** Searches for the least value. */
function search(
  sampler: Sampler,
  space: SearchSpace,
  value: (params: Parameters) => number,
  count: number,
): Trial[] {
  const trials: Trial[] = [];
  for (let number = 0; number < count; number++) {
    const params = suggest(sampler, { space, directions: ['minimize'], trials, number, seed: 1 })!;
    trials.push({ number, state: 'complete', params, values: [value(params)], intermediate: [] });
  }
  return trials;
}

/** Least at sgd, 0.01, depth 6 and momentum 0.5, where it is 0. */
const valley = ({ optimizer, rate, depth, momentum }: Parameters): number =>
  (optimizer === 'sgd' ? Math.abs(Number(momentum) - 0.5) : 0.5) +
  Math.abs(Math.log10(Number(rate)) + 2) +
  Math.abs(Number(depth) - 6) / 4;

const searching = (['random', 'qmc', 'tpe', 'gp', 'cma-es', 'nsga-ii'] as const).map(
  (name) => [name, samplers[name]] as const,
);

describe.each(searching)('%s', (_, sampler) => {
  const trials = search(sampler, mixed, valley, 25);

  it('gives points of the space, none of them twice', () => {
    expect(trials.every(({ params }) => isPointOf(mixed, params))).toBe(true);
    expect(new Set(trials.map(({ params }) => keyOf(params))).size).toBe(25);
  });

  it('gives the same points again', () => {
    expect(search(sampler, mixed, valley, 12)).toEqual(trials.slice(0, 12));
  });
});

it('tpe, gp and cma-es come close to the least of a bowl, much closer than random search', () => {
  const box: SearchSpace = ['a', 'b', 'c'].map((name) => ({
    name,
    distribution: { kind: 'float', low: -1, high: 3, log: false },
  }));
  const bowl = (params: Parameters) =>
    Object.values(params).reduce<number>((sum, x) => sum + Number(x) ** 2, 0);
  const best = (sampler: Sampler) =>
    Math.min(...search(sampler, box, bowl, 45).map(({ values }) => values![0]!));
  const random = best(samplers.random);
  for (const sampler of [samplers.tpe, samplers.gp, samplers['cma-es']])
    expect(best(sampler)).toBeLessThan(random / 3);
  expect(best(samplers.gp)).toBeLessThan(1e-3);
});

it('a grid has each point once', () => {
  const space: SearchSpace = [mixed[0]!, mixed[2]!];
  const points = search(samplers.grid, space, () => 0, 8).map(({ params }) => keyOf(params));
  expect(new Set(points).size).toBe(8);
  const sampling = { space: mixed, directions: ['minimize'] as const, trials: [], number: 0, seed: 1 };
  expect(() => samplers.grid(sampling)).toThrow('sampler grid: rate has no step');
});

describe("Sobol's sequence", () => {
  it('has the numbers of scipy.stats.qmc.Sobol(40), whose order is that of a Gray code', () => {
    const gray = (i: number) => i ^ (i >>> 1);
    const places = (i: number) => [0, 1, 2, 9, 31, 39].map((k) => sobolInteger(gray(i), k) / 2 ** 32);
    expect(places(3)).toEqual([0.25, 0.75, 0.75, 0.25, 0.75, 0.75]);
    expect(places(4)).toEqual([0.375, 0.375, 0.625, 0.625, 0.125, 0.875]);
    expect(places(7)).toEqual([0.125, 0.625, 0.375, 0.875, 0.875, 0.125]);
  });

  it('has one of 256 scrambled points in each cell of 16 × 16', () => {
    const cells = Array.from({ length: 256 }, (_, i) =>
      sobolPoint(i, 2, 3)
        .map((x) => Math.floor(16 * x))
        .join(),
    );
    expect(new Set(cells).size).toBe(256);
  });
});

it('auto chooses by space and budget', () => {
  const floats: SearchSpace = [mixed[1]!];
  const name = (space: SearchSpace, trials: number, objectives = 1) =>
    chooseSampler({ space, trials, objectives }).name;
  expect(name([mixed[0]!, mixed[2]!], 10)).toBe('grid');
  expect(name(floats, 50)).toBe('gp');
  expect(name(floats, 500)).toBe('tpe');
  expect(name(mixed, 50)).toBe('tpe');
  expect([name(mixed, 100, 2), name(mixed, 400, 2)]).toEqual(['tpe', 'nsga-ii']);
});

describe('warped losses', () => {
  it('keep the better half as it is, and place the worse half by rank', () => {
    const values = [1, 2, 3, 4, 5, 1000, 1e6, Infinity];
    const y = warped(values);
    const unit = y[1]! - y[0]!;
    expect(y[2]! - y[1]!).toBeCloseTo(unit, 9);
    expect([...y]).toEqual([...y].sort((a, b) => a - b));
    expect((y[7]! - y[3]!) / unit).toBeLessThan(10);
  });

  it('do not lose sight of the rest if one valley was tried again and again', () => {
    const valley = Array.from({ length: 20 }, (_, i) => 1.943 + i / 1e5);
    const y = warped([...valley, 2.2, 6, 7.5, 10, 11, 17, 40, 300]);
    expect((y[21]! - y[0]!) / (y[19]! - y[0]!)).toBeGreaterThan(1000);
  });
});
