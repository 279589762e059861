// docs/options.md agrees with the commands.
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { optionsPage } from '../scripts/option-tables.ts';

it('docs/options.md is what `npm run docs:options` writes', async () => {
  expect(await readFile(new URL('options.md', import.meta.url), 'utf8')).toBe(await optionsPage());
});
