// Models to try, and the comparison of two of them on the same pictures.
import { z } from 'zod';
import type { App } from '../../routes/context.ts';
import { comparison, type Comparison } from '../contract/models.ts';
import { runCommand } from '../jobs/run-command.ts';
import type { Studio } from '../studio.ts';
import { idParams } from './params.ts';
import { sendFile } from './send-file.ts';

const compared = z.object({
  a: idParams.shape.id,
  b: idParams.shape.id,
  split: z.enum(['validation', 'test']).default('validation'),
});

export function addModels(app: App, { models, program }: Pick<Studio, 'models' | 'program'>): void {
  app.get('/api/models', () => models.list());
  app.get('/api/models/:id/file', { schema: { params: idParams } }, async ({ params: { id } }, reply) =>
    sendFile(reply, await models.file(id), `${id}.onnx`),
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
