import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../../../src/server/studio/contract/runs.ts';
import { compareValues, fixedColumns, settingColumns, sortedRuns, usualColumns } from './columns.ts';
import { readRunFilter, statusIn, withStatus } from './run-filter.ts';
import { listOf, listText, nextSort, readRunsSearch } from './search.ts';

const run = (name: string, part: Partial<RunSummary> = {}): RunSummary => ({
  ...{ id: name, name, folder: name, status: 'finished', epochsDone: 3, seconds: 9, modified: 0 },
  ...{ config: {}, spark: [], tags: [], note: '' },
  ...part,
});

const runs = [
  run('first', { bestAccuracy: 0.91, tags: ['baseline'], config: { seed: 1, 'optimizer.type': 'adam' } }),
  run('second', { bestAccuracy: 0.89, status: 'stopped', config: { seed: 1, 'optimizer.type': 'sgd' } }),
  run('third run', { note: 'first try with a big batch', config: { seed: 1, batchSize: 512 } }),
];
const columns = [...fixedColumns, ...settingColumns(runs)];

describe('the filter', () => {
  const found = (query: string) => {
    const { matches, error } = readRunFilter(query, columns, (name) => `no ${name}`);
    return error ?? runs.filter(matches).map(({ name }) => name);
  };

  it.each([
    ['', ['first', 'second', 'third run']],
    ['first', ['first', 'third run']],
    ['accuracy>0.9', ['first']],
    ['accuracy>=89%', ['first', 'second']],
    ['status:stop', ['second']],
    ['status=stop', []],
    ['-tag:baseline', ['second', 'third run']],
    ['optimizer.type=SGD', ['second']],
    ['batchSize=512 -accuracy>0', ['third run']],
    ['"big batch"', ['third run']],
    ['big first', ['third run']],
    ['accuracy!=0.91', ['second', 'third run']],
  ])('%s', (query, names) => expect(found(query)).toEqual(names));

  it('says which column is not there', () => expect(found('size>3')).toBe('no size'));
});

describe('columns', () => {
  it('are the settings that differ, besides those that every run has', () => {
    const usual = usualColumns(runs, settingColumns(runs));
    expect(usual).toContain('config.optimizer.type');
    expect(usual).not.toContain('config.seed');
    expect(usual).not.toContain('config.batchSize'); // only one run has it
  });

  it('sort numbers as numbers, words in their natural order, and missing values last both ways', () => {
    const sorted = (values: (string | number | undefined)[], isDescending: boolean) =>
      [...values].sort((a, b) => compareValues(a, b, isDescending));
    expect(sorted([10, undefined, 9], false)).toEqual([9, 10, undefined]);
    expect(sorted([9, undefined, 10], true)).toEqual([10, 9, undefined]);
    expect(sorted(['trial-10', 'trial-9'], false)).toEqual(['trial-9', 'trial-10']);
  });
});

it('runs are sorted by a column; of one that is not there they keep their order', () => {
  const names = (sort: string) => sortedRuns(runs, columns, sort).map(({ name }) => name);
  expect(names('accuracy')).toEqual(['second', 'first', 'third run']);
  expect(names('-accuracy')).toEqual(['first', 'second', 'third run']);
  expect(names('-name')).toEqual(['third run', 'second', 'first']);
  expect(names('size')).toEqual(['first', 'second', 'third run']);
});

describe('the address', () => {
  it('keeps what is valid', () => {
    expect(readRunsSearch({ q: 'a', sort: [3], columns: '', page: 'x' })).toEqual({ q: 'a' });
    expect(listOf('a,,b,a')).toEqual(['a', 'b']);
    expect(listText([])).toBeUndefined();
  });

  it('sorts as it is best read first, then the other way, then as usual', () => {
    expect(nextSort(undefined, 'accuracy', true)).toBe('-accuracy');
    expect(nextSort('-accuracy', 'accuracy', true)).toBe('accuracy');
    expect(nextSort('accuracy', 'accuracy', true)).toBeUndefined();
    expect(nextSort('-accuracy', 'name', false)).toBe('name');
  });
});

it('a state is put into a query, replaced and taken out', () => {
  expect(withStatus('accuracy>0.9', 'pruned')).toBe('accuracy>0.9 status:pruned');
  expect(withStatus('status=finished -tag:old', 'pruned')).toBe('-tag:old status:pruned');
  expect(withStatus('status:pruned', undefined)).toBe('');
  expect([statusIn('a status:pruned'), statusIn('a -status:pruned'), statusIn('')]).toEqual([
    ...['pruned', undefined, undefined],
  ]);
});
