// The models that the studio offers: of the package, of the folders that were named, and of runs.
import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { modelList } from '../../src/server/studio/contract/models.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { openTestStudio, writeRun } from './studio-server.ts';

const folder = await temporaryFolder();
const models = join(folder, 'nets');
await mkdir(models);
await copyFile('models/pocket.onnx', join(models, 'mine.onnx'));
await writeFile(join(models, 'broken.onnx'), 'no model');
await writeFile(join(models, 'notes.txt'), 'no model either');
await writeFile(join(folder, 'secret.onnx'), 'outside');
await symlink(join(folder, 'secret.onnx'), join(models, 'link.onnx'));
await writeRun(join(folder, 'runs/first'));
const studio = await openTestStudio(folder, [], [models]);
afterAll(() => studio.stop());

const list = async () => modelList.parse(await studio.get('/api/models'));

it('lists released models, those of folders with their cards, and runs', async () => {
  const found = await list();
  expect(found[0]).toMatchObject({ id: 'atelier', kind: 'released', argument: 'atelier' });
  expect(found.at(-1)).toMatchObject({ id: 'first', kind: 'run' });
  const own = found.filter(({ kind }) => kind === 'folder');
  expect(own.map(({ name }) => name)).toEqual(['broken', 'mine']);
  expect(own[1]).toMatchObject({ argument: join(models, 'mine.onnx'), card: { data: 'fashion-mnist' } });
  expect(own[1]!.card!.classNames).toHaveLength(10);
  expect(own[0]!.card).toBeUndefined();
});

it('has their bytes, and those of nothing else', async () => {
  const mine = (await list()).find(({ name }) => name === 'mine')!;
  const file = await studio.send('HEAD', `/api/models/${mine.id}/file`);
  expect([file.status, Number(file.headers['content-length'])]).toEqual([200, mine.bytes]);
  for (const id of ['secret', 'link', mine.id.replace('mine', 'link'), 'nets'])
    expect((await studio.send('GET', `/api/models/${id}/file`)).status).toBe(404);
});

it('follows the folder while it runs', async () => {
  await rm(join(models, 'mine.onnx'));
  expect((await list()).map(({ name }) => name)).not.toContain('mine');
});
