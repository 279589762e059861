// The runs: their list, each of them with its files, and what a person changes of them.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { mapInParallel } from '../../../node/files/in-parallel.ts';
import { isLockName } from '../../../node/runs/run-lock.ts';
import { entriesOf } from '../../../node/files/entries.ts';
import { parseJson } from '../../protocol/parse-json.ts';
import type { App } from '../../routes/context.ts';
import { runChange, type RunDetail, type RunFile, type RunRemoved } from '../contract/runs.ts';
import { shellLine } from '../../../shell-words.ts';
import { documentHeaders } from '../headers.ts';
import { changeRun } from '../runs/change-runs.ts';
import { readRun, readValidation } from '../runs/read-run.ts';
import type { IndexedRun } from '../runs/run-index.ts';
import { stopRun } from '../runs/stop-run.ts';
import type { Studio } from '../studio.ts';
import { insideOf } from '../workspace.ts';
import { idParams } from './params.ts';
import { sendFile } from './send-file.ts';

const fileParams = idParams.extend({ name: z.string().max(255) });

export function addRuns(app: App, studio: Studio): void {
  const { runs, trash } = studio;
  app.get('/api/runs', (_, reply) => reply.type('application/json; charset=utf-8').send(runs.listJson()));
  app.get('/api/runs/:id', { schema: { params: idParams } }, ({ params }) => detailOf(runs.get(params.id)));
  // A page among them, such as the report, is shown without any rights: it can't ask the studio for anything.
  const ofFile = { schema: { params: fileParams }, config: { headers: documentHeaders } };
  app.get('/api/runs/:id/files/:name', ofFile, async ({ params }, reply) => {
    const path = await insideOf(runs.get(params.id).path, params.name);
    return sendFile(reply, path, params.name);
  });
  app.patch('/api/runs/:id', { schema: { params: idParams } }, async ({ params: { id }, body }) => {
    const { path } = runs.get(id);
    await changeRun(path, parseJson('run', runChange, body as Buffer));
    await runs.refresh(path);
    return runs.get(id).summary;
  });
  app.post('/api/runs/:id/stop', { schema: { params: idParams } }, ({ params }) =>
    stopRun(studio, params.id),
  );
  app.delete('/api/runs/:id', { schema: { params: idParams } }, async ({ params: { id } }) => {
    const { path } = runs.get(id);
    await trash.take(id, path);
    await runs.refresh(path);
    return { id } satisfies RunRemoved;
  });
  app.post('/api/runs/:id/restore', { schema: { params: idParams } }, async ({ params: { id } }) => {
    await runs.refresh(await trash.restore(id));
    return runs.get(id).summary;
  });
}

async function detailOf({ path, summary }: IndexedRun): Promise<RunDetail> {
  const { history, metrics, progress, troubles } = await readRun(path);
  const validation = await readValidation(path);
  return {
    ...summary,
    fullConfig: await jsonOf(join(path, 'config.json')),
    history: [...history],
    sessions: progress?.sessions ?? [],
    ...(validation.value && { validation: validation.value }),
    troubles: [...troubles, ...(validation.trouble === undefined ? [] : [validation.trouble])],
    ...(metrics && { metrics }),
    files: await filesOf(path),
    command: shellLine(['train', '--config', join(path, 'config.json')]),
  };
}

const jsonOf = (file: string): Promise<unknown> =>
  readFile(file, 'utf8').then(
    (text) => parsed(text),
    () => null,
  );

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function filesOf(path: string): Promise<RunFile[]> {
  const { files } = await entriesOf(path);
  const shown = files.filter((name) => !isLockName(name));
  const found = await mapInParallel(shown, async (name) => {
    const status = await stat(join(path, name)).catch(() => undefined);
    return status && { name, bytes: status.size, modified: status.mtimeMs };
  });
  return found.filter((file) => file !== undefined);
}
