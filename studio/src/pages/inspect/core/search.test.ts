import { expect, it } from 'vitest';
import { readInspectSearch } from './search.ts';

it('measures only where the address says so', () => {
  expect(readInspectSearch({ measured: true })).toEqual({ measured: true });
  expect(readInspectSearch({ measured: 'yes' })).toEqual({});
});
