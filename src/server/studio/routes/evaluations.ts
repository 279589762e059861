// Evaluations: how one stands, measuring it, and the files of its results.
import { z } from 'zod';
import { parseJson } from '../../protocol/parse-json.ts';
import type { App } from '../../routes/context.ts';
import { evaluationFiles, evaluationQuery } from '../contract/evaluations.ts';
import { evaluationsFolder, findEvaluation, startEvaluation } from '../evaluations/evaluations.ts';
import type { Studio } from '../studio.ts';
import { insideOf } from '../workspace.ts';
import { idParams } from './params.ts';
import { sendFile } from './send-file.ts';

const fileParams = idParams.extend({
  name: z.union([z.enum(evaluationFiles), z.string().regex(/^pictures-\d{1,6}\.webp$/)]),
});

export function addEvaluations(app: App, studio: Studio): void {
  app.get('/api/evaluations', { schema: { querystring: evaluationQuery } }, ({ query }) =>
    findEvaluation(studio, query),
  );
  app.post('/api/evaluations', async ({ body }, reply) => {
    const query = parseJson('evaluation', evaluationQuery, body as Buffer);
    return reply.code(201).send(await startEvaluation(studio, query));
  });
  app.get(
    '/api/evaluations/:id/files/:name',
    { schema: { params: fileParams } },
    async ({ params }, reply) => {
      const path = await insideOf(evaluationsFolder(studio.workspace), params.id, params.name);
      return sendFile(reply, path, params.name);
    },
  );
}
