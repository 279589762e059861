// `bench catalogue-quality`: whether the pictures that a search finds are of the query's class, by features
// of a model beside raw pixels and HOG. Every query is compared with every item, as an exact search does.
import { hogFeatures } from '../../src/baselines/hog.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { Graph } from '../../src/engine/graph/graph.ts';
import { gemm } from '../../src/engine/graph/operators/index.ts';
import { compile } from '../../src/engine/runtime/compile.ts';
import { InputError } from '../../src/errors.ts';
import { scaledPixels, type Vectors } from '../../src/neighbours/vectors.ts';
import { decodeModelCard } from '../../src/nn/classifier-file.ts';
import { describedModel } from '../../src/node/foreign/import-file.ts';
import { loadData } from '../../src/node/data/load.ts';
import { readModelFile, resolveModelFile } from '../../src/node/runs/model-argument.ts';
import { featuresOf, unitVectors } from './features.ts';

/** The options of `bench catalogue-quality`. */
export interface QualityOptions {
  readonly model: string;
  readonly data: string;
  /** The split whose pictures are searched for in the train split. */
  readonly queries: 'test' | 'validation';
  readonly threads: number;
}

/** How well one kind of features finds the class. */
export interface Quality {
  readonly features: string;
  readonly items: number;
  readonly queries: number;
  /** The share of queries whose nearest item has their class, and the mean share among the ten nearest. */
  readonly precisionAt1: number;
  readonly precisionAt10: number;
  /** Of the ranking of all items: the mean over queries of the average precision. */
  readonly meanAveragePrecision: number;
}

/** The most pixels along a side for raw pixels and HOG: more would not fit in memory. */
const plainSize = 64;

/** Measures a model's features, raw pixels and HOG. */
export async function measureQuality(
  { model, data, queries: split, threads }: QualityOptions,
  progress: (line: string) => void,
): Promise<Quality[]> {
  const file = await resolveModelFile(model);
  const { bytes } = await describedModel(file, await readModelFile(file));
  const { height, width, channels } = decodeModelCard(bytes, model).input;
  if (height !== width) throw new InputError(`${model}: expected a model of square pictures`);
  const load = (size: number) =>
    loadData(data, data === 'fashion-mnist' ? {} : { pictures: { size, channels: channels as 1 | 3 } });
  const kinds: readonly [string, (set: Dataset) => Vectors | Promise<Vectors>][] = [
    [model, (set) => featuresOf(bytes, set, threads)],
    ['raw pixels', ({ images, labels }) => unitVectors(scaledPixels(images, images.length / labels.length))],
    ['HOG', (set) => unitVectors(hogFeatures(set))],
  ];
  const found: Quality[] = [];
  for (const [features, of] of kinds) {
    const splits = await load(features === model ? height : Math.min(height, plainSize));
    const [items, queries] = [splits.train, splits[split]];
    if (!queries) throw new InputError(`${data}: has no ${split} split`);
    progress(`${features}: features of ${items.labels.length} items and ${queries.labels.length} queries`);
    const [searched, asked] = [await of(items), await of(queries)];
    progress(`${features}: search`);
    found.push({ features, ...(await rank(asked, queries.labels, searched, items.labels, threads)) });
  }
  return found;
}

/** How many queries are ranked at a time. */
const tile = 64;

async function rank(
  queries: Vectors,
  queryLabels: Int32Array,
  items: Vectors,
  itemLabels: Int32Array,
  threads: number,
): Promise<Omit<Quality, 'features'>> {
  const { dimensions } = items;
  const graph = new Graph();
  const [a, b] = [
    graph.input('queries', 'float32', ['rows', dimensions]),
    graph.input('items', 'float32', [items.count, dimensions]),
  ];
  graph.output('cosines', gemm(a, b, undefined, { transB: 1 }));
  const program = await compile(graph, { threads });
  let [first, ten, precision] = [0, 0, 0];
  const order = new Uint32Array(items.count);
  const keys = new Float64Array(items.count);
  for (let start = 0; start < queries.count; start += tile) {
    const rows = Math.min(tile, queries.count - start);
    const values = queries.values.subarray(start * dimensions, (start + rows) * dimensions);
    const { cosines } = await program.run({ queries: values, items: items.values });
    for (let row = 0; row < rows; row++) {
      const label = queryLabels[start + row]!;
      const own = (cosines as Float32Array).subarray(row * items.count, (row + 1) * items.count);
      sortByScore(own, keys, order);
      if (itemLabels[order[0]!] === label) first++;
      for (let i = 0; i < 10; i++) if (itemLabels[order[i]!] === label) ten++;
      precision += averagePrecision(order, itemLabels, label);
    }
  }
  await program.dispose();
  return {
    ...{ items: items.count, queries: queries.count },
    precisionAt1: first / queries.count,
    precisionAt10: ten / queries.count / 10,
    meanAveragePrecision: precision / queries.count,
  };
}

/** The most items that `sortByScore` tells apart. */
const mostItems = 2 ** 20;

/**
 * The indices of scores from -1 to 1, the highest first. A sort of numbers is many times faster than one that
 * calls a function: each is a score of 30 bits and, behind it, its index.
 */
function sortByScore(scores: Float32Array, keys: Float64Array, order: Uint32Array): void {
  for (let i = 0; i < keys.length; i++) keys[i] = Math.round((1 - scores[i]!) * 2 ** 30) * mostItems + i;
  keys.sort();
  for (let i = 0; i < keys.length; i++) order[i] = keys[i]! % mostItems;
}

/** The mean, over the items of the query's class, of the precision at their rank. */
function averagePrecision(order: Uint32Array, labels: Int32Array, label: number): number {
  let [hits, sum] = [0, 0];
  for (let rank = 0; rank < order.length; rank++)
    if (labels[order[rank]!] === label) sum += ++hits / (rank + 1);
  return hits === 0 ? 0 : sum / hits;
}

/** The figures as a table in Markdown. */
export const qualityTable = (found: readonly Quality[]): string =>
  [
    '| features | items | queries | precision at 1 | at 10 | mean average precision |',
    '| --- | --: | --: | --: | --: | --: |',
    ...found.map(
      ({ features, items, queries, precisionAt1, precisionAt10, meanAveragePrecision }) =>
        `| ${[features, items, queries, ...[precisionAt1, precisionAt10, meanAveragePrecision].map((share) => `${(100 * share).toFixed(2)} %`)].join(' | ')} |`,
    ),
  ].join('\n');
