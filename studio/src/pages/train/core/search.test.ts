import { expect, it } from 'vitest';
import { changeUnder, givenOf, readSearch } from './search.ts';

it('an address names a run and sets options; what it can’t mean is left out', () => {
  const raw = { from: 'a', data: 7, labels: 'photos/labels.json', augment: '', epochs: '3' };
  const search = readSearch(raw);
  expect(search).toEqual({ from: 'a', data: '7', labels: 'photos/labels.json' });
  expect(givenOf(search)).toEqual({ data: '7', labels: 'photos/labels.json' });
});

it('options of the address stay over the draft until they are changed', () => {
  const own = { data: 'mine', epochs: '3' };
  const given = { data: 'photos', labels: 'l.json' };
  expect(changeUnder(own, given, { ...own, ...given, epochs: '5' })).toEqual({
    ...{ own: { data: 'mine', epochs: '5' }, given },
  });
  expect(changeUnder(own, given, { ...own, ...given, labels: 'other.json' })).toEqual({
    own: { ...own, labels: 'other.json' },
    given: { data: 'photos' },
  });
  expect(changeUnder(own, given, {})).toEqual({ own: {}, given: {} });
});
