// What is here.
import { availableParallelism, totalmem } from 'node:os';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findIdxFiles } from '../../../node/data/idx-files.ts';
import { cacheFolder, dataVariable } from '../../../node/data/places.ts';
import { programVersion } from '../../../node/files/program-version.ts';
import { releasedModels } from '../../../node/runs/released-models.ts';
import { journalFile } from '../../../node/tuning/study-place.ts';
import type { App } from '../../routes/context.ts';
import type { KnownData, Workspace } from '../contract/workspace.ts';
import type { Studio } from '../studio.ts';

export function addWorkspace(app: App, studio: Studio): void {
  app.get('/api/workspace', () => describe(studio));
}

async function describe({ workspace, runs }: Studio): Promise<Workspace> {
  const { named, data } = workspace;
  const statuses = Array.from(runs.all(), ({ summary }) => summary.status);
  return {
    version: programVersion,
    folders: {
      runs: named.runs,
      data: [...named.data],
    },
    counts: {
      runs: statuses.length,
      running: statuses.filter((status) => status === 'running' || status === 'stopping').length,
      models: (await releasedModels()).length,
      studies: await countStudies(named.runs),
      catalogues: named.catalogues?.length ?? 0,
    },
    data: await Promise.all(
      data.map(async (known): Promise<KnownData> => ({
        ...known,
        isHere: known.id !== 'fashion-mnist' || (await hasFashionMnist()),
      })),
    ),
    machine: { cores: availableParallelism(), memory: totalmem() },
  };
}

async function hasFashionMnist(): Promise<boolean> {
  const places = [dataVariable(process.env), cacheFolder(process.env)];
  for (const place of places) {
    if (place === undefined) continue;
    const files = await findIdxFiles(place);
    if (files.length > 0 && files.every(({ path }) => path !== undefined)) return true;
  }
  return false;
}

/** A study is a folder of runs with a journal. */
async function countStudies(runs: string): Promise<number> {
  const entries = await readdir(runs, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const names = await Promise.all(
    folders.map(({ name }) => readdir(join(runs, name)).catch((): string[] => [])),
  );
  return names.filter((inner) => inner.includes(journalFile)).length;
}
