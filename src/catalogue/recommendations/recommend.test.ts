// Recommendations on vectors in a plane and on random ones: places in proportion, reasons, seen items.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { dot } from '../diversity.ts';
import { popularItems } from './popularity.ts';
import { recommend } from './recommend.ts';
import { nearestInMemory, vectorAt, type CatalogueItems } from './recommender.ts';
import { randomItems } from './testing/random-items.ts';

/** 20 shoes around the first axis, 20 bags around the second, 20 hats around the third. */
function threeKinds(): CatalogueItems {
  const random = new Random(4, 'kinds');
  const kinds = ['shoe', 'bag', 'hat'];
  const rows = kinds.flatMap((_, axis) =>
    Array.from({ length: 20 }, () => [0, 1, 2].map((d) => (d === axis ? 1 : 0) + 0.1 * random.normal())),
  );
  return {
    keys: kinds.flatMap((kind) => Array.from({ length: 20 }, (_, i) => `${kind}-${i}`)),
    vectors: {
      ...{ count: 60, dimensions: 3 },
      values: Float32Array.from(rows.flatMap((row) => row.map((value) => value / Math.hypot(...row)))),
    },
  };
}

const items = threeKinds();
const nearest = nearestInMemory(items);
const event = (key: string, time: number, weight = 1) => ({
  ...{ key, time, weight },
  vector: vectorAt(items.vectors, items.keys.indexOf(key)),
});
const kindOf = (key: string) => key.split('-')[0];

describe('recommend', () => {
  const history = [event('shoe-0', 1), event('shoe-1', 2), event('bag-0', 3, 0.8), event('shoe-2', 4)];

  it('gives two tastes places in proportion, from the first place on, each because of its own kind', async () => {
    const list = await recommend(history, { nearest, count: 8 });
    // Quotients: shoes 3, 1, 0.6, 0.43, 0.33, 0.27; bags 0.8, 0.27, of which that of the shoes is larger.
    const kinds = ['shoe', 'shoe', 'bag', 'shoe', 'shoe', 'shoe', 'shoe', 'bag'];
    expect(list.map(({ key }) => kindOf(key))).toEqual(kinds);
    expect(list.map(({ because }) => kindOf(because!))).toEqual(kinds);
  });

  it('names the most similar item of the history', async () => {
    for (const { key, because } of await recommend(history, { nearest, count: 20 })) {
      const similarity = (other: string) => dot(event(key, 0).vector, event(other, 0).vector);
      const best = history.map((one) => one.key).sort((a, b) => similarity(b) - similarity(a))[0];
      expect(because).toBe(best);
    }
  });

  it('leaves out what was seen, and repeats nothing', async () => {
    const list = await recommend(history, { nearest, count: 60 });
    const keys = list.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => history.some((seen) => seen.key === key))).toEqual([]);
    expect(keys).toHaveLength(56);
  });

  it('leaves out what was seen beyond the history', async () => {
    const seen = items.keys.filter((key) => key !== 'hat-4' && key !== 'bag-9');
    const list = await recommend(history, { nearest, seen });
    expect(list.map(({ key }) => key).sort()).toEqual(['bag-9', 'hat-4']);
  });

  it('fills with what is popular, without a reason, and only that for a user without a history', async () => {
    const popular = ['shoe-1', 'hat-3', 'bag-7'].map((key, i) => ({ key, score: 9 - i }));
    expect(await recommend([], { nearest, popular, count: 2 })).toEqual([
      { key: 'shoe-1', score: 9, because: null },
      { key: 'hat-3', score: 8, because: null },
    ]);
    const few = () => [{ key: 'shoe-5', score: 0.9, vector: event('shoe-5', 0).vector }];
    const list = await recommend(history, { nearest: few, popular, count: 4 });
    expect(list.map(({ key, because }) => [key, because && kindOf(because)])).toEqual([
      ['shoe-5', 'shoe'],
      ['hat-3', null],
      ['bag-7', null],
    ]);
  });

  it('gives popular items their share of the places', async () => {
    const popular = ['shoe-1', 'hat-3', 'bag-7'].map((key, i) => ({ key, score: 9 - i }));
    const placesOf = async (popularShare: number) => {
      const list = await recommend([event('shoe-1', 1)], { nearest, popular, popularShare, count: 7 });
      return list.flatMap(({ because }, place) => (because === null ? [place + 1] : []));
    };
    // Quotients near the history: 0.69, 0.23, 0.138, 0.099, 0.077…; of popular items 0.31 and 0.103.
    expect(await placesOf(0.31)).toEqual([2, 5]);
    expect(await placesOf(0)).toEqual([]);
  });

  it('varies more with more diversity', async () => {
    const spread = async (diversity: number) => {
      const list = await recommend(history.slice(0, 2), { nearest, count: 5, diversity });
      const vectors = list.map(({ key }) => event(key, 0).vector);
      return vectors.flatMap((a) => vectors.map((b) => 1 - dot(a, b))).reduce((sum, one) => sum + one, 0);
    };
    expect(await spread(0.9)).toBeGreaterThan(await spread(0));
  });
});

it('nearestInMemory sorts like a plain sort', async () => {
  const random = randomItems(50, 5, 2);
  const query = vectorAt(random.vectors, 7);
  const expected = random.keys
    .map((key, i) => ({ key, score: dot(query, vectorAt(random.vectors, i)) }))
    .sort((a, b) => b.score - a.score);
  const found = await nearestInMemory(random)(query, 12);
  expect(found.map(({ key, score }) => ({ key, score }))).toEqual(expected.slice(0, 12));
  expect(await nearestInMemory(random)(query, 80)).toHaveLength(50);
  const without = new Set(expected.slice(1, 4).map(({ key }) => key));
  const others = await nearestInMemory(random)(query, 48, without);
  expect(others.map(({ key }) => key)).toEqual(
    expected.filter(({ key }) => !without.has(key)).map(({ key }) => key),
  );
});

it('popularItems counts weighted events, which halve', () => {
  const day = 86_400_000;
  const of = (item: string, days: number, weight: number) => ({
    ...{ user: 'ann', item, event: 'view', time: days * day, weight },
  });
  const events = [
    of('hat', 0, 5),
    of('bag', 30, 1),
    of('shoe', 60, 1),
    of('bag', 60, 0.75),
    of('arc', 60, 1),
  ];
  // In half-lives of 30 days: hat 5/4; bag 1/2 + 3/4.
  expect(popularItems(events)).toEqual([
    { key: 'bag', score: 1.25 },
    { key: 'hat', score: 1.25 },
    { key: 'arc', score: 1 },
    { key: 'shoe', score: 1 },
  ]);
  expect(popularItems(events, 60)[0]).toEqual({ key: 'hat', score: 2.5 });
  expect(popularItems([])).toEqual([]);
});
