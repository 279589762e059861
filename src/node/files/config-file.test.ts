// Configuration files: both formats, and errors that name file and line.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { readConfigFile } from './config-file.ts';

const folder = await mkdtemp(join(tmpdir(), 'atelier-config-'));
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string, name = 'a.yaml'): Promise<unknown> {
  await writeFile(join(folder, name), text);
  return (await readConfigFile(join(folder, name))).value;
}

it('reads YAML and JSON alike', async () => {
  const expected = { epochs: 3, optimizer: { type: 'sgd' }, list: [1, 2] };
  expect(await read('epochs: 3\noptimizer: { type: sgd }\nlist:\n  - 1\n  - 2\n')).toEqual(expected);
  expect(await read(JSON.stringify(expected, null, 2), 'a.json')).toEqual(expected);
});

it.each<[string, string, RegExp]>([
  ['what is not well-formed', 'a: 1\nb: [1, 2\nc: 3\n', /a\.yaml:[23]:\d+: /],
  ['a key that is there twice', 'a: 1\na: 2\n', /a\.yaml:2:1: /],
  ['a list', '- 1\n- 2\n', /a\.yaml: expected a configuration/],
  ['nothing', '', /a\.yaml: expected a configuration, got nothing/],
  ['more than 1 MiB', `a: "${'x'.repeat(2 ** 20)}"`, /at most 1 MiB/],
])('refuses %s', async (_, text, message) => {
  const reading = read(text);
  await expect(reading).rejects.toThrow(InputError);
  await expect(reading).rejects.toThrow(message);
});

it('refuses a bomb of aliases', async () => {
  const levels = ['abcdefghi'].flatMap((names) =>
    [...names].map(
      (name, i) =>
        `${name}: &${name} [${Array(9)
          .fill(i === 0 ? 'x' : `*${names[i - 1]}`)
          .join(', ')}]`,
    ),
  );
  const reading = read(levels.join('\n'));
  await expect(reading).rejects.toThrow(InputError);
  await expect(reading).rejects.toThrow(/a\.yaml: Excessive alias count/);
});

it('names a missing file', async () => {
  await expect(readConfigFile(join(folder, 'none.yaml'))).rejects.toThrow(
    /none\.yaml: can't be read: no such file/,
  );
});
