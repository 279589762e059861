import { expect, it } from 'vitest';
import { codeOf } from './code.ts';

it('counts with the decisions, if there are any', () => {
  const code = codeOf({ data: 'photos' }, 'photos/labels.json');
  expect(code).toContain('readCorrections("photos/labels.json", splits)');
  expect(codeOf({ data: 'photos' })).not.toContain('readCorrections');
});
