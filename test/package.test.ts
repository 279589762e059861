// The package as npm packs it, beside its dependencies and nothing else: it has all its files, and it says in
// one line which package it needs besides.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
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

const pages = join(repository, 'dist/studio');

// As `npm install --ignore-scripts` would, without a network. Of `npm run build` only the studio's pages are
// built: the program runs from its sources too.
beforeAll(async () => {
  const hadPages = existsSync(pages);
  if (!hadPages)
    execFileSync(process.execPath, ['scripts/build-studio.js', 'dist/studio'], { cwd: repository });
  const options = ['--ignore-scripts', '--loglevel', 'silent', '--pack-destination', folder];
  const [file] = execFileSync('npm', ['pack', ...options], { cwd: repository, encoding: 'utf8' }).split('\n');
  if (!hadPages) await rm(pages, { recursive: true });
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

it('opens the studio, whose pages are in the package', async () => {
  const args = ['studio', '--no-open', '--port', '0', '--runs', join(folder, 'runs')];
  const studio = startProcess([join(modules, 'atelier/bin/atelier.js'), ...args], folder);
  const [line] = (await once(studio.process.stdout!, 'data')) as [string];
  const { headers } = await fetch(line.trim(), { redirect: 'manual' });
  const cookie = headers.get('set-cookie')!.split(';')[0]!;
  const get = (path: string) => fetch(new URL(path, line), { headers: { cookie } });
  const document = await (await get('/')).text();
  const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(document)!;
  expect((await get(script!)).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(await (await get('/api/runs')).json()).toEqual([]);
  studio.process.kill('SIGINT');
  expect(await studio.result).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/has ended\n$/) as string,
  });
});
