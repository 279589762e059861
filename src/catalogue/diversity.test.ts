// Maximal marginal relevance against values computed by hand, and against its definition tried on all items.
import { describe, expect, it } from 'vitest';
import { dot, maximalMarginalRelevance, type ScoredVector } from './diversity.ts';
import { randomItems } from './recommendations/testing/random-items.ts';
import { vectorAt } from './recommendations/recommender.ts';

const at = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

describe('maximalMarginalRelevance', () => {
  const candidates = [
    { key: 'a', score: 0.9, vector: at(0) },
    { key: 'b', score: 0.8, vector: at(0) },
    { key: 'c', score: 0.6, vector: at(60) },
    { key: 'd', score: 0.1, vector: at(90) },
  ];
  const chosen = (diversity: number, count: number) =>
    maximalMarginalRelevance(candidates, diversity, count).map(({ key }) => key);

  it('goes by score alone without diversity', () => {
    expect(chosen(0, 4)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('subtracts the similarity to what is chosen', () => {
    // After a: b 0.5·0.8 - 0.5·1 = -0.1; c 0.5·0.6 - 0.5·0.5 = 0.05; d 0.5·0.1 - 0 = 0.05, minus rounding.
    // After c: b -0.1; d 0.05 - 0.5·cos 30° = -0.38.
    expect(chosen(0.5, 3)).toEqual(['a', 'c', 'b']);
  });

  it('ignores scores after the first place at full diversity', () => {
    expect(chosen(1, 2)).toEqual(['a', 'd']);
  });

  it('keeps the order in a tie, and returns what there is', () => {
    const same = ['x', 'y', 'z'].map((key) => ({ key, score: 0.5, vector: at(10) }));
    expect(maximalMarginalRelevance(same, 0.3, 5).map(({ key }) => key)).toEqual(['x', 'y', 'z']);
    expect(maximalMarginalRelevance([], 0.3, 5)).toEqual([]);
  });

  it('prefers what is opposite to what is only at a right angle', () => {
    const given = [at(0), at(90), at(180)].map((vector) => ({ score: 0.5, vector }));
    expect(maximalMarginalRelevance(given, 0.5, 2)[1]).toBe(given[2]);
  });

  it('chooses what the definition chooses', () => {
    const { vectors } = randomItems(40, 6, 1);
    const given = Array.from({ length: 40 }, (_, i) => ({
      score: dot(vectorAt(vectors, 0), vectorAt(vectors, i)),
      vector: vectorAt(vectors, i),
    }));
    const plainly: ScoredVector[] = [];
    while (plainly.length < 12) {
      const value = ({ score, vector }: ScoredVector) =>
        0.6 * score - 0.4 * (plainly.length ? Math.max(...plainly.map((one) => dot(one.vector, vector))) : 0);
      const left = given.filter((one) => !plainly.includes(one));
      plainly.push(left.sort((a, b) => value(b) - value(a))[0]!);
    }
    expect(maximalMarginalRelevance(given, 0.4, 12)).toEqual(plainly);
  });
});
