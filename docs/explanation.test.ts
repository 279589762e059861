// docs/explanation.md agrees with the code.
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { methodNames } from '../src/explain/methods/names.ts';

const guide = await readFile(new URL('explanation.md', import.meta.url), 'utf8');

it('has every method, with its source', () => {
  const rows = [...guide.matchAll(/^\| `([\w+-]+)` +\|.*\| [^|]+, \d{4} +\|$/gm)].map(([, name]) => name);
  expect(rows).toEqual([...methodNames]);
});
