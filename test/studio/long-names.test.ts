// Runs with long names are found by their id and by the name of their folder.
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runDetail, runList } from '../../src/server/studio/contract/runs.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { openTestStudio, runFiles, writeRun } from './studio-server.ts';

it('finds runs with 80 and more characters', async () => {
  const folder = await temporaryFolder();
  // From 81 characters the id is cut and has a digest, so these two have the same beginning.
  const names = [80, 81, 82, 200].map((length) => 'x'.repeat(length));
  for (const name of names) await writeRun(join(folder, 'runs', name), runFiles([0.5]));
  const studio = await openTestStudio(folder);
  onTestFinished(() => studio.stop());
  const runs = runList.parse(await studio.get('/api/runs'));
  expect(runs.map(({ name }) => name).sort()).toEqual(names);
  for (const { id, name } of runs)
    for (const asked of [id, name])
      expect(runDetail.parse(await studio.get(`/api/runs/${asked}`)).name).toBe(name);
  expect((await studio.send('GET', `/api/runs/${'y'.repeat(81)}`)).status).toBe(404);
});
