// How good recommendations are: whether they contain the item that a user took next, how much of the
// catalogue they reach, and how varied they are; beside other methods on the same users.
import { InputError } from '../../errors.ts';
import { bootstrapIntervals, type BootstrapOptions } from '../../metrics/bootstrap.ts';
import { meanAt } from '../../metrics/mean.ts';
import { dot } from '../diversity.ts';
import { coverageDifference, coverageFigure, type Figure } from './coverage.ts';
import type { ShopEvent } from './events.ts';
import { holdOut, type HeldOutUser } from './held-out.ts';
import { vectorAt, type CatalogueItems, type FitRecommender } from './recommender.ts';

type PerUser = Exclude<keyof RecommendationFigures, 'coverage'>;

/** The figures of one method, each from 0 to 1. */
export interface RecommendationFigures {
  /** The share of users whose next item is in the list. */
  readonly hitRate: Figure;
  /** Normalised discounted cumulative gain: 1 for the first place, 1 / log2(place + 1) for others. */
  readonly ndcg: Figure;
  /** The mean reciprocal rank: 1 / place, 0 if the item is not in the list. */
  readonly mrr: Figure;
  /** The mean of 1 - cosine over the pairs of a list. */
  readonly diversity: Figure;
  /** The share of the catalogue that is in any list. */
  readonly coverage: Figure;
}

/** The options of `evaluateRecommendations`. */
export interface RecommendationEvaluationOptions extends Omit<BootstrapOptions, 'level'> {
  /** The length of the lists; 10 by default. */
  readonly count?: number;
  /** `validation` finds the second-last item, for choosing parameters; `test`, the default, the last. */
  readonly target?: 'validation' | 'test';
  /** Called with a method's name and the share of users that have their list. */
  readonly onProgress?: ((method: string, share: number) => void) | undefined;
}

/** The figures of several methods on the same users. */
export interface RecommendationEvaluation {
  /** The length of the lists. */
  readonly count: number;
  /** How many users have enough items. */
  readonly users: number;
  /** The figures of each method. */
  readonly figures: Readonly<Record<string, RecommendationFigures>>;
  /** For each method but the first: the first minus it, on the same users. */
  readonly differences: Readonly<Record<string, RecommendationFigures>>;
}

/**
 * Evaluates recommenders by leaving out each user's last new item. They rank all items that the user has not
 * seen. Intervals of means are from a bootstrap over users, paired for differences; those of coverage from
 * the jackknife.
 *
 * @param events in the order of time, of items of the catalogue
 * @param methods the first is compared with each of the others
 * @throws InputError if no user has enough items, or an item is not in the catalogue
 */
export async function evaluateRecommendations(
  items: CatalogueItems,
  events: readonly ShopEvent[],
  methods: Readonly<Record<string, FitRecommender>>,
  { count = 10, target = 'test', onProgress, ...bootstrap }: RecommendationEvaluationOptions = {},
): Promise<RecommendationEvaluation> {
  const keys = new Set(items.keys);
  const unknown = events.find(({ item }) => !keys.has(item));
  if (unknown) throw new InputError(`events: expected items of the catalogue, got '${unknown.item}'`);
  const { users, training } = holdOut(events, target);
  if (users.length === 0)
    throw new InputError(
      `events: expected a user with at least ${target === 'test' ? 2 : 3} different items, got none`,
    );
  const results: [string, MethodResult][] = [];
  for (const [name, fit] of Object.entries(methods)) {
    const recommender = fit(training);
    const lists: (readonly string[])[] = [];
    for (const { history } of users) {
      onProgress?.(name, lists.length / users.length);
      lists.push(await recommender(history, count));
    }
    onProgress?.(name, 1);
    results.push([name, { lists, scores: scoresOf(items, users, lists) }]);
  }
  const size = items.keys.length;
  const [[, first] = [], ...others] = results;
  return {
    count,
    users: users.length,
    figures: Object.fromEntries(
      results.map(([name, { lists, scores }]) => {
        return [name, { ...meansOf(scores, bootstrap), coverage: coverageFigure(lists, size) }];
      }),
    ),
    differences: Object.fromEntries(
      others.map(([name, { lists, scores }]) => {
        const means = meansOf(minus(first!.scores, scores), bootstrap);
        return [name, { ...means, coverage: coverageDifference(first!.lists, lists, size) }];
      }),
    ),
  };
}

/** For each figure the values of all users. */
type Scores = Readonly<Record<PerUser, Float64Array>>;

interface MethodResult {
  readonly lists: readonly (readonly string[])[];
  readonly scores: Scores;
}

function scoresOf(
  items: CatalogueItems,
  users: readonly HeldOutUser[],
  lists: readonly (readonly string[])[],
): Scores {
  const indexOf = new Map(items.keys.map((key, i) => [key, i]));
  const ranks = users.map(({ target }, user) => lists[user]!.indexOf(target) + 1);
  const byRank = (gain: (rank: number) => number) =>
    Float64Array.from(ranks, (rank) => (rank > 0 ? gain(rank) : 0));
  return {
    hitRate: byRank(() => 1),
    ndcg: byRank((rank) => 1 / Math.log2(rank + 1)),
    mrr: byRank((rank) => 1 / rank),
    diversity: Float64Array.from(lists, (list) =>
      listDiversity(list.map((key) => vectorAt(items.vectors, indexOf.get(key)!))),
    ),
  };
}

/** The mean of 1 - cosine over all pairs; 0 if there are none. */
function listDiversity(vectors: readonly Float32Array[]): number {
  let [sum, pairs] = [0, 0];
  for (let i = 0; i < vectors.length; i++)
    for (let j = 0; j < i; j++, pairs++) sum += 1 - dot(vectors[i]!, vectors[j]!);
  return pairs === 0 ? 0 : sum / pairs;
}

const minus = (a: Scores, b: Scores): Scores =>
  mapScores(a, (values, name) => values.map((x, i) => x - b[name][i]!));

function meansOf(scores: Scores, options: BootstrapOptions): Record<PerUser, Figure> {
  const means = (indices?: Int32Array) => mapScores(scores, (values) => meanAt(values, indices));
  const intervals = bootstrapIntervals(scores.hitRate.length, means, options);
  const values = means();
  return mapScores(scores, (_, name) => ({ value: values[name], interval: intervals[name] }));
}

const mapScores = <Result>(
  scores: Scores,
  map: (values: Float64Array, name: PerUser) => Result,
): Record<PerUser, Result> => ({
  hitRate: map(scores.hitRate, 'hitRate'),
  ndcg: map(scores.ndcg, 'ndcg'),
  mrr: map(scores.mrr, 'mrr'),
  diversity: map(scores.diversity, 'diversity'),
});
