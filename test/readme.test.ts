// Runs the README's example, exactly as printed, as a separate program.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openClassifier } from '../src/nn/classifier.ts';
import { repository, startNode } from './testing/process.ts';

it('the first TypeScript example of the README runs as it stands', async () => {
  const readme = await readFile(join(repository, 'README.md'), 'utf8');
  const example = /^```ts\n([^]*?)^```$/m.exec(readme)?.[1];
  expect(example).toBeDefined();
  // Within the repository, so that the package can import itself by name.
  await mkdir(join(repository, '.tmp'), { recursive: true });
  const folder = await mkdtemp(join(repository, '.tmp', 'readme-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'example.ts'), example!);
  const { code, stdout, stderr } = await startNode(['example.ts'], folder).result;
  expect(code, stderr).toBe(0);
  const [, validation, test] = /^validation (0\.\d+), test (0\.\d+)\n$/.exec(stdout)!;
  // There are ten classes of sketches; an untrained network recognises a tenth.
  expect(Number(validation)).toBeGreaterThan(0.5);
  expect(Number(test)).toBeGreaterThan(0.5);
  const model = await openClassifier(await readFile(join(folder, 'sketches.onnx')));
  expect(model.card.classNames).toHaveLength(10);
  await model.dispose();
});
