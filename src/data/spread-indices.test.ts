import { expect, it } from 'vitest';
import { spreadIndices } from './spread-indices.ts';

it('spreads indices evenly, each once', () => {
  expect([...spreadIndices(10, 4)]).toEqual([0, 2, 5, 7]);
  expect([...spreadIndices(3, 4)]).toEqual([0, 1, 2]);
  expect(new Set(spreadIndices(70_001, 70_000)).size).toBe(70_000);
});
