// Baselines on histories small enough to count by hand, and co-occurrence by another route.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import {
  cooccurrenceNeighbours,
  itemNeighboursRecommender,
  popularityRecommender,
  randomRecommender,
} from './baselines.ts';

const events = (text: string) =>
  text.split(' ').map((word, i) => {
    const [user, item] = word.split(':') as [string, string];
    return { user, item, event: 'view', time: i, weight: 1 };
  });

describe('popularity', () => {
  it('recommends the most frequent items that are not seen', () => {
    const recommend = popularityRecommender(events('a:x a:y b:x b:z c:x c:y d:w'));
    expect(recommend(events('e:y'), 2)).toEqual(['x', 'w']);
    expect(recommend(events('e:x e:w'), 9)).toEqual(['y', 'z']);
  });
});

describe('random', () => {
  const keys = Array.from({ length: 30 }, (_, i) => `item-${i}`);

  it('depends on the seed and the user only', () => {
    const of = (seed: number, user: string) =>
      randomRecommender(keys, seed)([])(events(`${user}:item-3`), 10);
    expect(of(1, 'a')).toEqual(of(1, 'a'));
    expect(of(1, 'a')).not.toEqual(of(2, 'a'));
    expect(of(1, 'a')).not.toEqual(of(1, 'b'));
  });

  it('recommends every item but those seen', () => {
    const list = randomRecommender(keys, 5)([])(events('a:item-3 a:item-9'), 30) as string[];
    expect(list.toSorted()).toEqual(keys.filter((key) => !['item-3', 'item-9'].includes(key)).sort());
  });
});

describe('item-kNN', () => {
  it('sums cosines of co-occurrence', () => {
    // The users of x are a, b and c; of y a and b; of z c and d; of w b, c and d; of v c.
    const training = events('a:x a:y b:x b:y b:w c:x c:z c:w c:v d:z d:w');
    const neighbours = cooccurrenceNeighbours([
      ['x', 'y'],
      ['x', 'y', 'w'],
      ['x', 'z', 'w', 'v'],
      ['z', 'w'],
    ]);
    const x = Object.fromEntries(neighbours('x'));
    expect(x['y']).toBeCloseTo(2 / Math.sqrt(3 * 2), 12);
    expect(x['w']).toBeCloseTo(2 / Math.sqrt(3 * 3), 12);
    expect(x['z']).toBeCloseTo(1 / Math.sqrt(3 * 2), 12);
    expect(x['v']).toBeCloseTo(1 / Math.sqrt(3 * 1), 12);
    // For x and z: w 0.667 + 2/√6 = 1.483; v 0.577 + 1/√2 = 1.284; y 0.816.
    const recommend = itemNeighboursRecommender(training);
    expect(recommend(events('e:x e:z'), 9)).toEqual(['w', 'v', 'y']);
    expect(neighbours('nowhere')).toEqual([]);
  });

  it('follows with what is popular', () => {
    const recommend = itemNeighboursRecommender(events('a:x a:y b:z b:q c:z'));
    expect(recommend(events('e:x'), 9)).toEqual(['y', 'z', 'q']);
  });

  it('finds the cosine of the columns of the matrix of users and items', () => {
    const random = new Random(7, 'baskets');
    const matrix = Array.from({ length: 20 }, () =>
      Array.from({ length: 12 }, () => Number(random.uniform() < 0.3)),
    );
    const neighbours = cooccurrenceNeighbours(
      matrix.map((row) => row.flatMap((has, i) => (has ? [`${i}`] : []))),
    );
    const column = (i: number) => matrix.map((row) => row[i]!);
    for (let i = 0; i < 12; i++) {
      const found = new Map(neighbours(`${i}`));
      for (let j = 0; j < 12; j++) {
        if (i === j) continue;
        const product = column(i).reduce((sum, value, user) => sum + value * column(j)[user]!, 0);
        const cosine = product / Math.hypot(...column(i)) / Math.hypot(...column(j));
        expect(found.get(`${j}`) ?? 0).toBeCloseTo(cosine || 0, 12);
      }
    }
  });
});
