// Studies: their list, one with its trials, and starting, resuming and confirming one. A job stops like
// every other.
import { z } from 'zod';
import { badRequest } from '../../errors.ts';
import { parseJson } from '../../protocol/parse-json.ts';
import type { App } from '../../routes/context.ts';
import { confirmRequest, studyEstimate, studyRequest, studyResume } from '../contract/studies.ts';
import type { Studio } from '../studio.ts';
import { findConfirmation, startConfirmation } from '../studies/confirm-study.ts';
import { estimateTrial } from '../studies/estimate-trial.ts';
import { importJournal } from '../studies/import-journal.ts';
import { resumeStudy, startStudy } from '../studies/start-study.ts';
import { withKnownData } from './known-data.ts';
import { idParams } from './params.ts';

const trialParams = idParams.extend({ number: z.coerce.number().int().min(0).max(1e9) });
const version = z.object({ since: z.string().max(40).optional() });

const file = z.object({ name: z.string().min(1).max(255) });
/** The largest journal that the page may send, in bytes. */
const mostOfJournal = 256 * 2 ** 20;

export function addStudies(app: App, studio: Studio): void {
  const { studies } = studio;
  const ofId = { schema: { params: idParams } };
  app.get('/api/studies', () => studies.list());
  app.get(
    '/api/studies/:id',
    { schema: { params: idParams, querystring: version } },
    async ({ params: { id }, query: { since } }, reply) => {
      const { buffer, byteOffset, byteLength } = await studies.trials(id, since);
      return reply.type('application/json').send(Buffer.from(buffer, byteOffset, byteLength));
    },
  );
  app.get('/api/studies/:id/trials/:number', { schema: { params: trialParams } }, ({ params }) =>
    studies.trial(params.id, params.number),
  );
  app.get('/api/studies/options', () => withKnownData(studio, studio.tune));
  app.post('/api/studies/estimate', ({ body }, reply) =>
    estimateTrial(studio, parseJson('estimate', studyEstimate, body as Buffer), reply.raw),
  );
  app.post('/api/studies', async ({ body }, reply) => {
    const request = parseJson('study', studyRequest, body as Buffer);
    return reply.code(201).send(await startStudy(studio, request));
  });
  app.post('/api/studies/:id/resume', ofId, async ({ params: { id }, body }) =>
    resumeStudy(studio, studies, id, parseJson('study', studyResume, body as Buffer)),
  );
  app.get('/api/studies/:id/confirmation', ofId, ({ params: { id } }) =>
    findConfirmation(studio, studies, id),
  );
  app.post('/api/studies/:id/confirm', ofId, async ({ params: { id }, body }, reply) => {
    const request = parseJson('confirm', confirmRequest, body as Buffer);
    return reply.code(201).send(await startConfirmation(studio, studies, id, request));
  });
  const sent = { schema: { querystring: file }, bodyLimit: mostOfJournal };
  app.post('/api/journals', sent, async ({ query: { name }, body }, reply) => {
    if (!(body instanceof Uint8Array) || body.length === 0)
      throw badRequest('expected the bytes of a journal, got nothing');
    return reply.code(201).send(await importJournal(studio, studies, name, body));
  });
}
