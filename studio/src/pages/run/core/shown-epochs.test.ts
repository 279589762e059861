import { describe, expect, it } from 'vitest';
import { readRunSearch } from './search.ts';
import { searchOf, shownEpochs } from './shown-epochs.ts';

it.each([
  [{}, undefined],
  [{ from: 3 }, [3, 10]],
  [{ to: 4 }, [0, 4]],
  [{ from: 2, to: 20 }, [2, 10]],
  [{ from: 12 }, undefined],
  [{ from: 5, to: 5 }, undefined],
])('%j shows %j of ten epochs', (search, range) => expect(shownEpochs(search, 10)).toEqual(range));

it('a range keeps only the ends that were moved', () => {
  expect(searchOf([0, 10], 10)).toEqual({});
  expect(searchOf([2, 10], 10)).toEqual({ from: 2 });
  expect(searchOf([0, 9], 10)).toEqual({ to: 9 });
});

describe('the address', () => {
  it('keeps what is valid', () => {
    expect(readRunSearch({ tab: 'files', from: 2, to: 7 })).toEqual({ tab: 'files', from: 2, to: 7 });
    expect(readRunSearch({ tab: 'curves', from: 0.5, to: '7' })).toEqual({});
    expect(readRunSearch({ tab: 'other', from: -1, to: null })).toEqual({});
  });
});
