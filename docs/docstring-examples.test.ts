// The examples in docstrings compile. test/docstring-examples.test.ts runs them.
import { expect, it } from 'vitest';
import { checkDocstringExamples } from './testing/docstring-examples.ts';

it('the examples of all public docstrings compile', { timeout: 120_000 }, () => {
  const { examples, complaints } = checkDocstringExamples();
  expect(examples.length).toBeGreaterThan(100);
  expect(complaints).toEqual([]);
});
