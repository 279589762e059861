// Every state that an address can hold: set, written, read again, equal. What an address should not say is
// left out, and never ends a page.
import { describe, expect, it } from 'vitest';
import type { CatalogueSearch } from './pages/catalogue/core/search.ts';
import type { CompareSearch } from './pages/compare/core/search.ts';
import type { DataSearch } from './pages/data/core/search.ts';
import type { EvaluateSearch } from './pages/evaluate/core/search.ts';
import type { InspectSearch } from './pages/inspect/core/search.ts';
import type { LearnSearch } from './pages/learn/core/search.ts';
import type { RunSearch } from './pages/run/core/search.ts';
import type { RunsSearch } from './pages/runs/core/search.ts';
import type { TeachSearch } from './pages/teach/core/search.ts';
import type { TrainSearch } from './pages/train/core/search.ts';
import type { TrySearch } from './pages/try/core/search.ts';
import type { StudySearch, TuneSearch } from './pages/tune/core/search.ts';
import { router } from './router.tsx';

/** A state of each page in which every field is set; the types know when one is missing. */
const states = {
  '/catalogue': {
    ...{ catalogue: 'shop-1a2b', view: 'review', where: "price > 5 and category = 'shoe'", item: 'sku 7/ü' },
    ...{ like: ['a&b', '7'], unlike: ['c=d'], picture: 'kept.png', diverse: 0.25, confidence: 0.5 },
    ...{ at: 'true', attribute: 'colour' },
  } satisfies Required<CatalogueSearch>,
  '/compare': {
    ...{ runs: 'first,second', figure: 'loss', x: 'seconds', pair: 'first,third', split: 'test' },
    ...{ only: 'b', picture: 0 },
  } satisfies Required<CompareSearch>,
  '/data/$id': {
    ...{ view: 'map', split: 'test', class: 0, find: 'coat #17', show: 'undecided', list: 'outliers' },
    ...{ at: 'train-17', by: 'first', projection: 'pca', zoom: '0.5,1.25,2', lasso: '0,0;1,0;1,1' },
    ...{ augment: 'flip,rotate:10', seed: 7 },
  } satisfies Required<DataSearch>,
  '/evaluate': {
    ...{ model: 'atelier', data: 'sketches', split: 'train', tab: 'slices', pick: 'slice:light:0–20 %' },
    ...{ picture: 0, cells: 'rates', by: 'light' },
  } satisfies Required<EvaluateSearch>,
  '/inspect': {
    ...{ inspector: 'bottles', line: 'today', view: 'figures', alarms: 0.01, show: 'good', order: 'score' },
    ...{ plain: true, measured: true, piece: 'test/7.png' },
  } satisfies Required<InspectSearch>,
  '/learn': {
    ...{ chapter: 'step', model: 'own:0', picture: 'own', label: 0, stage: 'conv2d/relu', map: 3 },
    ...{ at: '4,0', from: 1, weight: 8 },
  } satisfies Required<LearnSearch>,
  '/runs/$id': { tab: 'log', from: 2, to: 9 } satisfies Required<RunSearch>,
  '/runs': {
    ...{ q: 'accuracy>0.65 a&b', sort: '-accuracy', columns: 'name,loss', selected: 'one,two' },
  } satisfies Required<RunsSearch>,
  '/teach': { from: 'pocket', test: 'draw', on: 'webgpu' } satisfies Required<TeachSearch>,
  '/train': {
    ...{ from: 'first', data: '/data/my pictures', labels: '/data/l.json', augment: 'none' },
  } satisfies Required<TrainSearch>,
  '/try': {
    ...{ model: 'atelier', prepare: 'unit', on: 'wasm', source: 'camera', map: 'saliency', layer: 'conv2d' },
    ...{ class: 'T-shirt/top', view: 'nearest', features: 'dense', everyMap: true, everyClass: true },
  } satisfies Required<TrySearch>,
  '/tune': { from: 'first' } satisfies Required<TuneSearch>,
  '/tune/$id': {
    ...{ tab: 'parallel', best: 20, log: true, brush: 'rate:0.001-0.1', trial: 0, sort: '-number' },
    state: 'pruned',
  } satisfies Required<StudySearch>,
} as const;

const { stringifySearch, parseSearch } = router.options;

type Read = (search: Record<string, unknown>) => object;

const routes = Object.values(router.routesByPath);
const readers = new Map<string, Read>(
  routes.flatMap((route) => {
    const { validateSearch } = route.options as { validateSearch?: Read };
    return validateSearch ? [[route.fullPath, validateSearch] as const] : [];
  }),
);
const pages = Object.entries(states).map(([path, state]) => ({ path, state, read: readers.get(path)! }));
/** What a page knows of an address. */
const readBack = (read: Read, address: string): object => read(parseSearch(address));

const fields = pages.flatMap(({ path, state, read }) =>
  Object.entries(state).map(([name, value]) => ({ path, name, value: value as unknown, read })),
);

it('every page with a state is here', () => {
  expect([...readers.keys()].sort()).toEqual(Object.keys(states).sort());
});

describe('a state that goes into the address comes back', () => {
  it.each(pages)('of $path', ({ state, read }) => {
    expect(readBack(read, stringifySearch(state))).toEqual(state);
  });

  it.each(fields)('$name alone, of $path', ({ name, value, read }) => {
    expect(readBack(read, stringifySearch({ [name]: value }))).toEqual({ [name]: value });
  });

  it.each(pages)('and nothing is set without it, of $path', ({ read }) => {
    expect(readBack(read, '')).toEqual({});
  });
});

/** Values that no field has. */
const garbage = [null, {}, [], [null], { a: [1] }, -1, Number.NaN, 1e30, '', '\u0000', 'x'.repeat(5000)];

describe('what an address should not say', () => {
  it.each(fields)('is no $name of $path', ({ name, read }) => {
    for (const value of garbage) {
      const found = read({ [name]: value });
      expect(Object.keys(found).filter((key) => key !== name)).toEqual([]);
      // What is taken, such as a long text for a search, is a state like any other.
      expect(readBack(read, stringifySearch(found))).toEqual(found);
    }
    for (const value of [null, {}, [], [null]]) expect(read({ [name]: value })).toEqual({});
  });

  it.each(fields.filter(({ value }) => typeof value === 'number' || value === true))(
    'no text is a number or a switch: $name of $path',
    ({ name, read }) => {
      for (const value of ['many', -1, Number.NaN, [1]]) expect(read({ [name]: value })).toEqual({});
    },
  );

  it.each(pages)('ends no page: $path', ({ read }) => {
    for (const address of [
      '?%E0%A4%A',
      '?=&&=',
      '?a=1&a=2&view[]=x',
      '?__proto__=1',
      '?view={"a":',
      '?tab=%00',
    ])
      expect(readBack(read, address)).toEqual({});
  });
});

/** Fields whose words a person may write by hand, and that may look like numbers. */
const texts = fields.filter(
  ({ path, name, value }) =>
    typeof value === 'string' && Object.keys(readers.get(path)!({ [name]: 'some words' })).length > 0,
);

it.each(texts)('a number that was written by hand is a text: $name of $path', ({ name, read }) => {
  expect(readBack(read, `?${name}=64`)).toEqual({ [name]: '64' });
});
