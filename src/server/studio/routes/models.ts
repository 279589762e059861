// Models to try.
import type { App } from '../../routes/context.ts';
import { parseJson } from '../../protocol/parse-json.ts';
import { nearestQuery } from '../contract/nearest.ts';
import type { Studio } from '../studio.ts';
import { idParams } from './params.ts';
import { sendFile } from './send-file.ts';

export function addModels(app: App, { models, neighbours }: Pick<Studio, 'models' | 'neighbours'>): void {
  app.get('/api/models', () => models.list());
  app.get('/api/models/:id/file', { schema: { params: idParams } }, async ({ params: { id } }, reply) =>
    sendFile(reply, await models.file(id), `${id}.onnx`),
  );
  app.post('/api/models/:id/nearest', { schema: { params: idParams } }, ({ params: { id }, body }) =>
    neighbours.ask(id, parseJson('nearest', nearestQuery, body as Buffer)),
  );
}
