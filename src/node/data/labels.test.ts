import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { LabelsFile } from '../../data/labels-file.ts';
import { readLabels, writeLabels } from './labels.ts';

const folder = await mkdtemp(join(tmpdir(), 'atelier-labels-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const path = join(folder, 'labels.json');

const file: LabelsFile = {
  ...{ labels: 1, data: 'photos', digest: 'abc' },
  decisions: [
    { split: 'train', index: 3, file: 'hüte/"1".jpg', given: 'hat', decision: 'relabel', label: 'bag' },
    { split: 'test', index: 0, given: 'bag', decision: 'keep' },
  ],
};

it('writes a line for each decision, which reads back the same', async () => {
  await writeLabels(path, file);
  expect(await readLabels(path)).toEqual(file);
  const lines = (await readFile(path, 'utf8')).split('\n');
  expect(lines.filter((line) => line.includes('"split"'))).toHaveLength(2);
  await writeLabels(path, { ...file, decisions: [] });
  expect((await readLabels(path)).decisions).toEqual([]);
});

it.each([
  ['{', `${path}: expected JSON: `],
  ['[]', `${path}: `],
  [JSON.stringify({ ...file, labels: 2 }), `${path}: labels: `],
  [JSON.stringify({ ...file, decisions: [{ split: 'train', index: -1 }] }), `${path}: decisions.0.`],
  [
    JSON.stringify({
      ...file,
      decisions: [{ split: 'train', index: 0, given: 'hat', decision: 'relabel' }],
    }),
    `${path}: decisions.0.label: `,
  ],
])('refuses %s', async (text, message) => {
  await writeFile(path, text);
  await expect(readLabels(path)).rejects.toThrow(message);
});
