// docs/models.md agrees with the code.
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { mostParameters } from '../scripts/release/released-sizes.ts';
import { viewsOf } from '../src/data/augmentation/views.ts';

const guide = await readFile(new URL('models.md', import.meta.url), 'utf8');

it('has the names of released models, with their limits', () => {
  const rows = [...guide.matchAll(/^\| `(\w+)` +\| +([\d,]+) \|$/gm)].map(([, ...cells]) => cells);
  const limits = Object.entries(mostParameters).map(([name, most]) => [name, most.toLocaleString('en')]);
  expect(rows).toEqual(limits);
});

it('counts the views', () => {
  const count = (...names: ('flip' | 'shift')[]) =>
    viewsOf(names, { channels: 1, height: 4, width: 4 }).length;
  expect(guide).toContain(`its mirror image, ${count('flip')} in all`);
  expect(guide).toContain(`to each side, ${count('shift')} in all`);
  expect(guide).toContain(`\`flip,shift\` are ${count('flip', 'shift')}.`);
});
