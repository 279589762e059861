// Models to try.
import type { App } from '../../routes/context.ts';
import type { Studio } from '../studio.ts';
import { idParams } from './params.ts';
import { sendFile } from './send-file.ts';

export function addModels(app: App, { models }: Pick<Studio, 'models'>): void {
  app.get('/api/models', () => models.list());
  app.get('/api/models/:id/file', { schema: { params: idParams } }, async ({ params: { id } }, reply) =>
    sendFile(reply, await models.file(id), `${id}.onnx`),
  );
}
