// Models to try, and the comparison of two of them on the same pictures.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { mapInParallel } from '../../../node/files/in-parallel.ts';
import { releasedModelFile, releasedModels } from '../../../node/runs/released-models.ts';
import type { App } from '../../routes/context.ts';
import { comparison, type Comparison, type Model } from '../contract/models.ts';
import { runCommand } from '../jobs/run-command.ts';
import type { Studio } from '../studio.ts';
import { insideOf } from '../workspace.ts';
import { idParams } from './params.ts';
import { sendFile } from './send-file.ts';

const compared = z.object({
  a: idParams.shape.id,
  b: idParams.shape.id,
  split: z.enum(['validation', 'test']).default('validation'),
});

export function addModels(app: App, { runs, program }: Pick<Studio, 'runs' | 'program'>): void {
  // The name of a released model wins over a run's.
  const fileOf = async (id: string): Promise<string> =>
    (await releasedModelFile(id)) ?? insideOf(runs.get(id).path, 'best.onnx');
  app.get('/api/models', async () => [...(await released()), ...(await trained(runs))]);
  app.get('/api/models/:id/file', { schema: { params: idParams } }, async ({ params: { id } }, reply) =>
    sendFile(reply, await fileOf(id), `${id}.onnx`),
  );
  app.get(
    '/api/compare',
    { schema: { querystring: compared } },
    async ({ query }, reply): Promise<Comparison> => {
      const { a, b, split } = query;
      const models = [await fileOf(a), await fileOf(b)];
      return comparison.parse(await runCommand(program, ['compare', ...models, '--split', split], reply.raw));
    },
  );
}

async function released(): Promise<Model[]> {
  const models = await mapInParallel(await releasedModels(), async (name) =>
    modelOf({ id: name, name, kind: 'released' }, (await releasedModelFile(name))!),
  );
  return models.filter((model) => model !== undefined);
}

async function trained(runs: Studio['runs']): Promise<Model[]> {
  const known = [...runs.all()];
  const models = await mapInParallel(known, ({ path, summary: { id, name } }) =>
    modelOf({ id, name, kind: 'run' }, join(path, 'best.onnx')),
  );
  return models.filter((model) => model !== undefined).sort((a, b) => b.modified - a.modified);
}

async function modelOf(names: Pick<Model, 'id' | 'name' | 'kind'>, file: string): Promise<Model | undefined> {
  const status = await stat(file).catch(() => undefined);
  return status && { ...names, bytes: status.size, modified: status.mtimeMs };
}
