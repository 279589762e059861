// Models to try, and the comparison of two of them on the same pictures.
import { z } from 'zod';
import type { App } from '../../routes/context.ts';
import { parseJson } from '../../protocol/parse-json.ts';
import { comparison, type Comparison } from '../contract/models.ts';
import { nearestQuery } from '../contract/nearest.ts';
import { runCommand } from '../jobs/run-command.ts';
import type { Studio } from '../studio.ts';
import { idParams } from './params.ts';
import { sendFile } from './send-file.ts';

const compared = z.object({
  a: idParams.shape.id,
  b: idParams.shape.id,
  split: z.enum(['validation', 'test']).default('validation'),
});

export function addModels(
  app: App,
  { models, neighbours, program }: Pick<Studio, 'models' | 'neighbours' | 'program'>,
): void {
  app.get('/api/models', () => models.list());
  app.get('/api/models/:id/file', { schema: { params: idParams } }, async ({ params: { id } }, reply) =>
    sendFile(reply, await models.file(id), `${id}.onnx`),
  );
  app.post('/api/models/:id/nearest', { schema: { params: idParams } }, ({ params: { id }, body }) =>
    neighbours.ask(id, parseJson('nearest', nearestQuery, body as Buffer)),
  );
  app.get(
    '/api/compare',
    { schema: { querystring: compared } },
    async ({ query }, reply): Promise<Comparison> => {
      const { a, b, split } = query;
      const files = [await models.file(a), await models.file(b)];
      return comparison.parse(await runCommand(program, ['compare', ...files, '--split', split], reply.raw));
    },
  );
}
