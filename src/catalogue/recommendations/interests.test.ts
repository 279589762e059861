// Interests: Ward's clusters against a search that tries every pair, and weights computed by hand.
import { describe, expect, it } from 'vitest';
import { interestsOf } from './interests.ts';
import { vectorAt } from './recommender.ts';
import { randomItems } from './testing/random-items.ts';
import { wardClusters } from './ward.ts';

const day = 86_400_000;
const at = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const event = (key: string, degrees: number, days: number, weight = 1) => ({
  ...{ key, vector: at(degrees), time: days * day, weight },
});

/** The sum of squared distances from the mean. */
function squares(vectors: readonly Float32Array[]): number {
  const mean = Array.from(vectors[0]!, (_, d) => vectors.reduce((sum, v) => sum + v[d]!, 0) / vectors.length);
  return vectors.reduce((sum, v) => sum + mean.reduce((part, m, d) => part + (v[d]! - m) ** 2, 0), 0);
}

/** Joins the cheapest pair until it costs too much, by the definition. */
function wardPlainly(vectors: readonly Float32Array[], most: number): number[][] {
  let clusters = vectors.map((_, i) => [i]);
  const of = (indices: readonly number[]) => squares(indices.map((i) => vectors[i]!));
  for (;;) {
    const pairs = clusters.flatMap((a, i) =>
      clusters.slice(0, i).map((b) => ({ a, b, cost: of([...a, ...b]) - of(a) - of(b) })),
    );
    const [best] = pairs.sort((x, y) => x.cost - y.cost);
    if (!best || best.cost > most) break;
    const union = [...best.a, ...best.b].sort((x, y) => x - y);
    clusters = [...clusters.filter((one) => one !== best.a && one !== best.b), union];
  }
  return clusters.sort((a, b) => a[0]! - b[0]!);
}

describe('wardClusters', () => {
  it.each([0.1, 0.4, 0.8, 1.5, 100])('finds the clusters of the definition up to a cost of %d', (most) => {
    for (const seed of [1, 2, 3]) {
      const { vectors } = randomItems(25, 4, seed);
      const rows = Array.from({ length: 25 }, (_, i) => vectorAt(vectors, i));
      expect(wardClusters(rows, most)).toEqual(wardPlainly(rows, most));
    }
  });

  it('joins two vectors if 1 - cosine is small enough', () => {
    const pair = [at(0), at(60)];
    expect(wardClusters(pair, 0.501)).toEqual([[0, 1]]);
    expect(wardClusters(pair, 0.499)).toEqual([[0], [1]]);
  });

  it('joins copies, and takes one vector or none', () => {
    expect(wardClusters([at(5), at(80), at(5), at(5)], 0.01)).toEqual([[0, 2, 3], [1]]);
    expect(wardClusters([at(5)], 1)).toEqual([[0]]);
    expect(wardClusters([], 1)).toEqual([]);
  });
});

describe('interestsOf', () => {
  it('halves the weight of an event with each half-life before the latest', () => {
    const history = [event('shoe', 0, 0), event('boot', 2, 10), event('bag', 90, 20)];
    const interests = interestsOf(history, { halfLifeDays: 10, spread: 0.1 });
    // bag 1, boot 1/2, shoe 1/4
    expect(interests.map(({ items }) => items.map(({ key }) => key))).toEqual([['bag'], ['boot', 'shoe']]);
    expect(interests[0]!.weight).toBeCloseTo(4 / 7, 12);
    expect(interests[1]!.weight).toBeCloseTo(3 / 7, 12);
    const [x, y] = interests[1]!.vector;
    expect(Math.hypot(x!, y!)).toBeCloseTo(1, 6);
    // The mean of 0° with weight 1 and 2° with weight 2, nearly by arc.
    expect((Math.atan2(y!, x!) * 180) / Math.PI).toBeCloseTo(4 / 3, 3);
  });

  it('adds up the events of one item, and counts purchases more', () => {
    const history = [event('shoe', 0, 1), event('shoe', 0, 1, 5), event('bag', 90, 1, 2)];
    const interests = interestsOf(history);
    expect(interests.map(({ weight, items }) => [items[0]!.key, items.length, weight])).toEqual([
      ['shoe', 1, 0.75],
      ['bag', 1, 0.25],
    ]);
  });

  it('does not depend on the date or the order', () => {
    const history = [event('a', 0, 3), event('b', 40, 5, 2), event('c', 85, 9), event('d', 95, 4)];
    const later = history.map((one) => ({ ...one, time: one.time + 8192 * day })).reverse();
    const summary = (given: typeof history) =>
      interestsOf(given).map(({ vector, weight, items }) => [...vector, weight, items.map(({ key }) => key)]);
    expect(summary(later)).toEqual(summary(history));
  });

  it('survives opposite vectors, weights that vanish, and an empty history', () => {
    const [interest] = interestsOf([event('a', 0, 2), event('b', 180, 2)], { spread: 10 });
    expect([...interest!.vector]).toEqual([...at(0)]);
    const old = interestsOf([event('new', 0, 20_000), event('old', 90, 0)], { halfLifeDays: 1 });
    expect(old.map(({ weight, items }) => [weight, items[0]!.key])).toEqual([[1, 'new']]);
    expect(interestsOf([])).toEqual([]);
    expect(interestsOf([event('a', 0, 2, 0)])).toEqual([]);
  });

  it('keeps the largest, whose shares add up to 1', () => {
    const history = [event('a', 0, 1, 3), event('b', 60, 1, 1), event('c', 120, 1, 2), event('d', 180, 1, 1)];
    const interests = interestsOf(history, { spread: 0.1, most: 2 });
    expect(interests.map(({ items, weight }) => [items[0]!.key, weight])).toEqual([
      ['a', 0.6],
      ['c', 0.4],
    ]);
  });
});
