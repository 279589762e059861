// The package as npm packs it, beside its dependencies and nothing else: it has all its files, and it says in
// one line which package it needs besides.
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from './testing/folders.ts';
import { repository, startProcess } from './testing/process.ts';

const folder = await temporaryFolder();
const modules = join(folder, 'node_modules');
const site = join(folder, 'site');

/** Puts one of the repository's packages beside the installed one. */
async function install(name: string): Promise<void> {
  await mkdir(dirname(join(modules, name)), { recursive: true });
  await symlink(join(repository, 'node_modules', name), join(modules, name));
}

const exportWeb = () => {
  const args = ['export', 'pocket', '--format', 'web', '--out', site, '--no-check'];
  return startProcess([join(modules, 'atelier/bin/atelier.js'), ...args], folder).result;
};

// As `npm install --ignore-scripts` would, without a network.
beforeAll(async () => {
  const options = ['--ignore-scripts', '--loglevel', 'silent', '--pack-destination', folder];
  const [file] = execFileSync('npm', ['pack', ...options], { cwd: repository, encoding: 'utf8' }).split('\n');
  execFileSync('tar', ['-xzf', join(folder, file!), '-C', folder]);
  await mkdir(modules);
  await symlink(join(folder, 'package'), join(modules, 'atelier'));
  const { dependencies } = JSON.parse(await readFile(join(folder, 'package/package.json'), 'utf8')) as {
    dependencies: object;
  };
  await Promise.all(Object.keys(dependencies).map(install));
});

it('exports a page once onnxruntime-web is installed beside it, and says so before', async () => {
  const refused = await exportWeb();
  expect(refused).toMatchObject({
    ...{ code: 2, stdout: '' },
    stderr: expect.stringMatching(
      /^atelier: --format: web needs the package onnxruntime-web; run npm install onnxruntime-web\n$/,
    ) as string,
  });
  expect(await readdir(folder)).not.toContain('site');
  await install('onnxruntime-web');
  const { code, stderr } = await exportWeb();
  expect(code, stderr).toBe(0);
  expect(await readdir(site)).toEqual(expect.arrayContaining(['index.html', 'model.onnx', 'ort']));
});
