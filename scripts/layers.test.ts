// The rules for imports, tried on a small tree that breaks each of them.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../test/testing/folders.ts';

const { default: rules, layers } = (await import(
  new URL('../.dependency-cruiser.js', import.meta.url).href
)) as {
  default: IConfiguration;
  layers: readonly string[];
};
const folder = await temporaryFolder();

async function violations(files: Readonly<Record<string, string>>): Promise<string[]> {
  const base = join(folder, String((await readdir(folder)).length));
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(base, file)), { recursive: true });
    await writeFile(join(base, file), content);
  }
  const { output } = await cruise(['src'], {
    ruleSet: { forbidden: rules.forbidden ?? [] },
    validate: true,
    baseDir: base,
    tsPreCompilationDeps: true,
  });
  return (output as ICruiseResult).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
}

const imports = (...paths: readonly string[]) =>
  paths.map((path, i) => `import type { A as A${i} } from '${path}';\nexport type B${i} = A${i};\n`).join('');
const leaf = 'export type A = 1;\n';

it('name the existing folders, in the order of CONTRIBUTING.md', async () => {
  const entries = await readdir(new URL('../src', import.meta.url), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect([...layers].sort()).toEqual(folders.sort());
  expect(layers[0]).toBe('engine');
  expect(layers.at(-1)).toBe('cli');
});

it('allow imports from the layers above, and any import in tests', async () => {
  const files = {
    'src/engine/a.ts': leaf,
    'src/cli/a.ts': imports('../engine/a.ts', '../errors.ts'),
    'src/errors.ts': leaf,
    'src/engine/a.test.ts': imports('../cli/a.ts'),
    'src/engine/testing/b.ts': imports('../../cli/a.ts'),
    'src/index.ts': "export type * from './engine/a.ts';\n",
  };
  expect(await violations(files)).toEqual([]);
});

it.each([
  [
    'layer-metrics',
    'src/metrics/b.ts',
    { 'src/data/a.ts': leaf, 'src/metrics/b.ts': imports('../data/a.ts') },
  ],
  [
    'no-circular',
    'src/nn/a.ts',
    { 'src/nn/a.ts': imports('./b.ts') + leaf, 'src/nn/b.ts': imports('./a.ts') + leaf },
  ],
  ['root', 'src/errors.ts', { 'src/errors.ts': imports('./nn/a.ts'), 'src/nn/a.ts': leaf }],
  [
    'isomorphic-core',
    'src/nn/a.ts',
    { 'src/nn/a.ts': "import { readFile } from 'node:fs';\nexport { readFile };\n" },
  ],
  [
    'rooms-of-cli',
    'src/cli/terminal/a.ts',
    { 'src/cli/terminal/a.ts': imports('../demo.ts'), 'src/cli/demo.ts': leaf },
  ],
])('refuse %s', async (rule, from, files) => {
  expect(await violations(files)).toContain(`${rule}: ${from}`);
});
