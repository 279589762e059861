import { describe, expect, it } from 'vitest';
import { pairOf, versionOf } from './pair.ts';
import { picturesOf, verdictOf } from './verdict.ts';

const run = (id: string, modified?: number) => ({
  id,
  files: modified === undefined ? [] : [{ name: 'best.onnx', bytes: 1, modified }],
});

describe('the pair', () => {
  const runs = [run('new'), run('a', 1), run('b', 2), run('c', 3)];
  const ids = (wanted?: string) => pairOf(runs, wanted)?.map(({ id }) => id);

  it('is the one that the address names, in its order', () => expect(ids('c,a')).toEqual(['c', 'a']));
  it.each([undefined, '', 'a', 'a,a', 'a,gone', 'new,b'])('%s: the first two that have a model', (wanted) =>
    expect(ids(wanted)).toEqual(['a', 'b']),
  );
  it('needs two models', () => expect(pairOf([run('new'), run('a', 1)], undefined)).toBeUndefined());
  it('has another version when a model changes', () =>
    expect(versionOf([runs[1]!, run('b', 9)])).not.toBe(versionOf([runs[1]!, runs[2]!])));
});

describe('the verdict', () => {
  const test = (mcnemarP: number, value: number, onlyA: number, onlyB: number) => {
    const difference = { value, interval: [0, 0] as [number, number] };
    return verdictOf({
      ...{ mcnemarP, outcomes: { bothRight: 5, bothWrong: 5, onlyA, onlyB } },
      difference: {
        accuracy: difference,
        balancedAccuracy: difference,
        macroF1: difference,
        loss: difference,
      },
    });
  };
  it('B is better by a positive difference, A by a negative one', () =>
    expect([test(0.01, 0.2, 1, 9), test(0.01, -0.2, 9, 1)]).toEqual(['b', 'a']));
  it('a large p decides nothing, and no differing picture is more than that', () =>
    expect([test(0.05, 0.1, 1, 2), test(1, 0, 0, 0)]).toEqual(['undecided', 'alike']));
});

it('pictures are sorted by how sure the wrong model is, each with its place in the sheet', () => {
  const picture = (index: number, a: number, b: number, certainty: [number, number]) => ({
    ...{ index, label: 1, a, b, certainty },
  });
  const sheet = {
    ...{ columns: 2, width: 8, height: 8 },
    pictures: [picture(3, 1, 0, [0.9, 0.6]), picture(5, 0, 1, [0.7, 0.8]), picture(8, 1, 0, [0.5, 0.8])],
  };
  const shown = (right: 'a' | 'b') => picturesOf(sheet, right).map(({ index, place }) => [index, place]);
  expect(shown('a')).toEqual([
    [8, 2],
    [3, 0],
  ]);
  expect(shown('b')).toEqual([[5, 1]]);
});
