// The comparison of two models on the same pictures, and the pictures on which they differ.
import { z } from 'zod';
import type { App } from '../../routes/context.ts';
import { compareModels, comparisonsFolder } from '../comparisons/compare-models.ts';
import { sheetFile } from '../comparisons/differing-sheet.ts';
import type { Studio } from '../studio.ts';
import { insideOf } from '../workspace.ts';
import { idParams } from './params.ts';
import { sendFile } from './send-file.ts';

const compared = z.object({
  a: idParams.shape.id,
  b: idParams.shape.id,
  split: z.enum(['validation', 'test']).default('validation'),
});

export function addCompare(app: App, studio: Pick<Studio, 'models' | 'program' | 'workspace'>): void {
  app.get('/api/compare', { schema: { querystring: compared } }, ({ query }, reply) =>
    compareModels(studio, query, reply.raw),
  );
  app.get('/api/compare/:id/pictures', { schema: { params: idParams } }, async ({ params }, reply) =>
    sendFile(reply, await insideOf(comparisonsFolder(studio.workspace), params.id, sheetFile), sheetFile),
  );
}
