// The random numbers: the algorithm, the streams, and the distributions.
import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';

const take = (count: number, next: () => number): number[] => Array.from({ length: count }, next);
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

/** A stream from the state a, b, c, d, which no seed gives directly. */
const fromState = (a: number, b: number, c: number, d: number): Random =>
  Object.assign(new Random(0), { a, b, c, d });

describe('xoshiro128++', () => {
  it('makes the first step as published', () => {
    // rotl(1 + 4, 7) + 1 = 641. Then t = 2 << 9 = 1024; c = 3 ^ 1 = 2; d = 4 ^ 2 = 6; b = 2 ^ 2 = 0; a = 1 ^
    // 6 = 7; c = 2 ^ 1024 = 1026; d = rotl(6, 11) = 12288. Second: rotl(7 + 12288, 7) + 7 = 12295 * 128 + 7 =
    // 1573767.
    const random = fromState(1, 2, 3, 4);
    expect(random.uint32()).toBe(641);
    expect(random).toMatchObject({ a: 7, b: 0, c: 1026, d: 12288 });
    expect(random.uint32()).toBe(1573767);
  });

  it('continues as the reference implementation', () => {
    const random = fromState(1, 2, 3, 4);
    const expected = [641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295];
    expect(take(8, () => random.uint32())).toEqual(expected);
  });
});

describe('streams', () => {
  const first = (random: Random) => take(4, () => random.uint32()).join();

  it('are the same for the same seed and path', () => {
    expect(first(new Random(5, 'shuffle', 3))).toBe(first(new Random(5, 'shuffle', 3)));
  });

  it('differ between seeds, also negative and large ones', () => {
    const seeds = [0, 1, -1, 2, -2, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 33, -(2 ** 32), 2 ** 53 - 1];
    expect(new Set(seeds.map((seed) => first(new Random(seed)))).size).toBe(seeds.length);
  });

  it('differ between paths', () => {
    const paths = [
      [],
      ['a'],
      ['b'],
      ['ab'],
      ['a', 'b'],
      ['b', 'a'],
      ['a', 0],
      ['a', 1],
      ['a', 11],
      ['a', 1, 1],
    ];
    expect(new Set(paths.map((path) => first(new Random(1, ...path)))).size).toBe(paths.length);
  });

  it('of neighbouring steps are not correlated', () => {
    const size = 20_000;
    const [a, b] = [1, 2].map((step) => {
      const random = new Random(3, 'dropout', step);
      return take(size, () => random.uniform() - 0.5);
    });
    const correlation = mean(a!.map((x, i) => x * b![i]!)) * 12;
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(size));
  });
});

describe('distributions', () => {
  const size = 100_000;

  it('uniform numbers fill [0, 1) evenly, in multiples of 2⁻²⁴', () => {
    const random = new Random(11);
    const numbers = take(size, () => random.uniform());
    expect(numbers.every((x) => x >= 0 && x < 1 && Number.isInteger(x * 2 ** 24))).toBe(true);
    const bins = new Array<number>(100).fill(0);
    for (const x of numbers) bins[Math.floor(x * 100)]! += 1;
    // χ² of 99 degrees of freedom: 99 ± 4·√198.
    const chiSquare = bins.reduce((sum, count) => sum + (count - size / 100) ** 2 / (size / 100), 0);
    expect(chiSquare).toBeGreaterThan(99 - 4 * Math.sqrt(198));
    expect(chiSquare).toBeLessThan(99 + 4 * Math.sqrt(198));
  });

  it('normal numbers have the moments of the standard normal distribution', () => {
    const random = new Random(12);
    const numbers = take(size, () => random.normal());
    const moment = (power: number) => mean(numbers.map((x) => x ** power));
    // Four standard errors: the variances of the powers' means are 1, 2, 15 and 96 over the size.
    [0, 1, 0, 3].forEach((expected, i) => {
      const error = Math.sqrt([1, 2, 15, 96][i]! / size);
      expect(Math.abs(moment(i + 1) - expected)).toBeLessThan(4 * error);
    });
    expect(mean(numbers.map((x) => (Math.abs(x) < 1 ? 1 : 0)))).toBeCloseTo(0.6827, 2);
  });

  it('integers reach every number below the bound equally often', () => {
    const random = new Random(13);
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < size; i++) counts[random.integer(7)]! += 1;
    const error = Math.sqrt((size / 7) * (6 / 7));
    for (const count of counts) expect(Math.abs(count - size / 7)).toBeLessThan(4 * error);
    expect(take(10, () => random.integer(1))).toEqual(new Array(10).fill(0));
    expect(take(1000, () => random.integer(2 ** 32)).every((x) => x >= 0 && x < 2 ** 32)).toBe(true);
  });

  it('between stays within its bounds', () => {
    const random = new Random(14);
    const numbers = take(10_000, () => random.between(-2, 3));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...numbers)).toBeLessThan(3);
    expect(mean(numbers)).toBeCloseTo(0.5, 1);
  });

  it('fillUniform writes the numbers of uniform', () => {
    const random = new Random(15);
    expect([...new Random(15).fillUniform(new Float32Array(5))]).toEqual(take(5, () => random.uniform()));
  });
});

describe('shuffle', () => {
  it('returns the same array with the same elements in another order', () => {
    const array = [...Array(100).keys()];
    const shuffled = new Random(21).shuffle(array);
    expect(shuffled).toBe(array);
    expect(shuffled).not.toEqual([...Array(100).keys()]);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual([...Array(100).keys()]);
  });

  it('makes every order equally often', () => {
    const random = new Random(22);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = random.shuffle(['a', 'b', 'c', 'd']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(1000));
  });

  it('accepts typed arrays, and arrays of length 0 and 1', () => {
    expect([...new Random(23).shuffle(Uint8Array.of(1, 2, 3))].sort()).toEqual([1, 2, 3]);
    expect(new Random(23).shuffle([])).toEqual([]);
    expect(new Random(23).shuffle([7])).toEqual([7]);
  });
});
