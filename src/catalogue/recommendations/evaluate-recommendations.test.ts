// The evaluation against figures computed by hand, and on synthetic histories whose tastes are known.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { dot } from '../diversity.ts';
import { popularityRecommender, randomRecommender } from './baselines.ts';
import { coverageDifference, coverageFigure, type Figure } from './coverage.ts';
import { evaluateRecommendations } from './evaluate-recommendations.ts';
import { holdOut } from './held-out.ts';
import { recommend } from './recommend.ts';
import { interestRecommender, nearestInMemory, vectorAt, type FitRecommender } from './recommender.ts';
import { syntheticDefaults, syntheticHistories } from './synthetic-histories.ts';
import { randomItems } from './testing/random-items.ts';

const events = (text: string) =>
  text.split(' ').map((word, i) => {
    const [user, item] = word.split(':') as [string, string];
    return { user, item, event: 'view', time: i, weight: 1 };
  });

describe('holdOut', () => {
  const history = events('a:x b:x a:y a:x a:z c:y b:x a:y');
  const summary = (target: 'validation' | 'test') => {
    const { users, training } = holdOut(history, target);
    const keys = (of: readonly { item: string }[]) => of.map(({ item }) => item).join('');
    return [users.map((one) => `${one.user} ${keys(one.history)} ${one.target}`), keys(training)];
  };

  it('holds out the last new item and all after it', () => {
    expect(summary('test')).toEqual([['a xyx z'], 'xyx']);
  });

  it('holds out the one before it for the validation, and never shows the last', () => {
    expect(summary('validation')).toEqual([['a x y'], 'x']);
  });
});

describe('evaluateRecommendations', () => {
  // Four items at right angles, and one between the first two.
  const items = {
    keys: ['p', 'q', 'r', 's', 'pq'],
    vectors: {
      ...{ count: 5, dimensions: 4 },
      values: Float32Array.from([
        1,
        0,
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        0,
        1,
        Math.SQRT1_2,
        Math.SQRT1_2,
        0,
        0,
      ]),
    },
  };
  const history = events('a:p b:p c:p d:p a:q b:r c:s d:pq');
  const lists =
    (byUser: Record<string, string[]>): FitRecommender =>
    () =>
    (own) =>
      byUser[own[0]!.user]!;
  const first = lists({ a: ['q', 'r', 's'], b: ['q', 'r', 's'], c: ['q', 'r', 's'], d: ['q', 'r', 's'] });
  const second = lists({ a: ['q', 'pq'], b: ['q', 'pq'], c: ['s', 'pq'], d: ['s', 'pq'] });

  it('computes the figures', async () => {
    const { users, count, figures, differences } = await evaluateRecommendations(items, history, {
      first,
      second,
    });
    expect([users, count]).toEqual([4, 10]);
    const valuesOf = (name: string) =>
      Object.fromEntries(
        Object.entries(figures[name]!).map(([key, figure]) => [key, (figure as Figure).value]),
      );
    // Ranks 1, 2, 3 and none.
    expect(valuesOf('first')).toEqual({
      hitRate: 0.75,
      ndcg: expect.closeTo((1 + 1 / Math.log2(3) + 1 / 2) / 4, 12) as number,
      mrr: expect.closeTo((1 + 1 / 2 + 1 / 3) / 4, 12) as number,
      diversity: 1,
      coverage: 3 / 5,
    });
    // Ranks 1, none, 1 and 2. The cosine of q and pq is √½, of s and pq 0.
    expect(valuesOf('second')).toEqual({
      hitRate: 0.75,
      ndcg: expect.closeTo((2 + 1 / Math.log2(3)) / 4, 12) as number,
      mrr: expect.closeTo(2.5 / 4, 12) as number,
      diversity: expect.closeTo((2 * (1 - Math.SQRT1_2) + 2) / 4, 6) as number,
      coverage: 3 / 5,
    });
    expect(differences['second']!.hitRate.value).toBe(0);
    expect(differences['second']!.mrr.value).toBeCloseTo((1 + 1 / 2 + 1 / 3 - 2.5) / 4, 12);
    expect(Object.keys(differences)).toEqual(['second']);
  });

  it('pairs users: the same lists differ by exactly 0', async () => {
    const { figures, differences } = await evaluateRecommendations(items, history, { first, again: first });
    expect(figures['first']!.mrr.interval[0]).toBeLessThan(figures['first']!.mrr.interval[1]);
    for (const { value, interval } of Object.values(differences['again']!) as Figure[])
      expect([value, ...interval]).toEqual([0, 0, 0]);
  });

  it('needs a user with enough items', async () => {
    const none = evaluateRecommendations(items, events('a:p b:p a:p'), { first });
    const message = 'events: expected a user with at least 2 different items, got none';
    await expect(none).rejects.toThrow(new InputError(message));
  });

  it('needs items of the catalogue', async () => {
    const unknown = evaluateRecommendations(items, events('a:p a:lost'), { first });
    const message = "events: expected items of the catalogue, got 'lost'";
    await expect(unknown).rejects.toThrow(new InputError(message));
  });
});

describe('coverage', () => {
  it('has the interval of the jackknife', () => {
    const { value, interval } = coverageFigure([['x', 'y'], ['y'], ['z', 'y'], ['z']], 10);
    expect(value).toBe(0.3);
    // Without each user: .2, .3, .3, .3; mean .275; squares .0075; times 3/4 is .005625, whose root is .075.
    expect(interval[0]).toBeCloseTo(0.3 - 1.959964 * 0.075, 6);
    expect(interval[1]).toBeCloseTo(0.3 + 1.959964 * 0.075, 6);
  });

  it('is paired', () => {
    const lists = [['x'], ['y'], ['z', 'y']];
    expect(coverageDifference(lists, lists, 10)).toEqual({ value: 0, interval: [0, 0] });
    expect(coverageDifference(lists, [['x'], ['x'], ['x']], 10).value).toBeCloseTo(0.2, 12);
  });
});

describe('syntheticHistories', () => {
  const items = randomItems(300, 8, 1);
  const options = { users: 60, eventsPerUser: [8, 16], temperature: 0.05 } as const;
  const made = syntheticHistories(items, options);

  it('depends on the seed only', () => {
    expect(syntheticHistories(items, options)).toEqual(made);
    expect(syntheticHistories(items, { ...options, seed: 2 }).events).not.toEqual(made.events);
  });

  it('makes users of one to three tastes, whose times increase', () => {
    expect(new Set([...made.tastes.values()].map(({ length }) => length))).toEqual(new Set([1, 2, 3]));
    for (const user of made.tastes.keys()) {
      const times = made.events.filter((event) => event.user === user).map(({ time }) => time);
      expect(times.length).toBeGreaterThanOrEqual(8);
      expect(times.length).toBeLessThanOrEqual(16);
      expect(times.every((time, i) => i === 0 || time > times[i - 1]!)).toBe(true);
    }
  });

  it('draws near tastes in the share that is neither popular nor noise', () => {
    const vector = (key: string) => vectorAt(items.vectors, Number(key));
    const isNear = (user: string, item: string) =>
      made.tastes.get(user)!.some((taste) => dot(vector(taste), vector(item)) > 0.7);
    const near = made.events.filter(({ user, item }) => isNear(user, item)).length / made.events.length;
    const byChance =
      made.events.filter(({ user }, i) => isNear(user, String(i % 300))).length / made.events.length;
    // 0.7 by taste, and others by chance; the deviation of the share of some 700 events is 0.017.
    const { popularShare, noiseShare } = syntheticDefaults;
    expect(near).toBeCloseTo(1 - (popularShare + noiseShare) * (1 - byChance), 1);
  });

  it('draws popular items by the law of Zipf', () => {
    const { events } = syntheticHistories(items, { ...options, users: 400, popularShare: 1, noiseShare: 0 });
    const counts = new Map<string, number>();
    for (const { item } of events) counts.set(item, (counts.get(item) ?? 0) + 1);
    const [first, second] = [...counts.values()].sort((a, b) => b - a);
    const harmonic = items.keys.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
    expect(first! / events.length).toBeCloseTo(1 / harmonic, 1);
    expect(first! / second!).toBeGreaterThan(1.6);
    expect(first! / second!).toBeLessThan(2.5);
  });

  it('lets a user of two tastes have both, because of items near each', async () => {
    const clean = syntheticHistories(items, {
      ...options,
      popularShare: 0,
      noiseShare: 0,
      temperature: 0.02,
    });
    const vector = (key: string) => vectorAt(items.vectors, Number(key));
    const isApart = ([a, b, ...more]: readonly string[]) =>
      more.length === 0 && b !== undefined && dot(vector(a!), vector(b)) < 0.2;
    let users = 0;
    for (const [user, tastes] of clean.tastes) {
      if (!isApart(tastes)) continue;
      const nearer = (key: string) => {
        const similarities = tastes.map((taste) => dot(vector(taste), vector(key)));
        return similarities.indexOf(Math.max(...similarities));
      };
      const history = clean.events
        .filter((event) => event.user === user)
        .map(({ item, time }) => ({ key: item, vector: vector(item), time, weight: 1 }));
      const ofFirst = history.filter(({ key }) => nearer(key) === 0).length / history.length;
      if (ofFirst < 0.25 || ofFirst > 0.75) continue;
      users++;
      const list = await recommend(history, { nearest: nearestInMemory(items), halfLifeDays: 1e6 });
      expect(new Set(list.map(({ key }) => nearer(key)))).toEqual(new Set([0, 1]));
      for (const { key, because } of list) expect(nearer(because!)).toBe(nearer(key));
    }
    expect(users).toBeGreaterThan(2);
  });

  it('are found by interests better than by popularity and chance', async () => {
    const methods = {
      interests: interestRecommender(items),
      popularity: popularityRecommender,
      random: randomRecommender(items.keys, 1),
    };
    const { events } = syntheticHistories(items, { ...options, users: 150, popularShare: 0.1 });
    const { differences } = await evaluateRecommendations(items, events, methods, { resamples: 200 });
    expect(differences['popularity']!.hitRate.interval[0]).toBeGreaterThan(0);
    expect(differences['random']!.hitRate.interval[0]).toBeGreaterThan(0);
  });

  it.each([
    [
      { popularShare: 0.8, noiseShare: 0.3 },
      'popularShare and noiseShare: expected shares that add up to at most 1, got 0.8 and 0.3',
    ],
    [
      { eventsPerUser: [5, 2] as const },
      'eventsPerUser: expected whole numbers from 1, least first, got 5 and 2',
    ],
    [{ temperature: 0 }, 'temperature: expected a number above 0, got 0'],
    [{ persistence: 1.5 }, 'persistence: expected a number from 0 to 1, got 1.5'],
    [{ users: 0 }, 'users: expected a whole number from 1, got 0'],
  ])('refuses options that do not fit', (given, message) => {
    expect(() => syntheticHistories(items, given)).toThrow(new InputError(message));
  });
});
