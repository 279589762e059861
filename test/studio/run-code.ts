// Runs the programs that the studio's pages copy.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { repository, startNode } from '../testing/process.ts';

/**
 * Runs programs one after the other in a folder, in one process.
 *
 * @returns what each prints
 */
export async function runCode(folder: string, programs: readonly string[]): Promise<string[]> {
  // Within the repository, so that they find the package by its name.
  await mkdir(join(repository, '.tmp'), { recursive: true });
  const place = await mkdtemp(join(repository, '.tmp', 'copied-'));
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  for (const [i, text] of programs.entries()) await writeFile(join(place, `${i}.ts`), text);
  const line = '-'.repeat(20);
  const all = programs.map((_, i) => `await import('./${i}.ts');`).join(` console.log('${line}');\n`);
  await writeFile(join(place, 'all.ts'), all);
  const { code, stdout, stderr } = await startNode([join(place, 'all.ts')], folder).result;
  expect(code, stderr).toBe(0);
  return stdout.split(line);
}
