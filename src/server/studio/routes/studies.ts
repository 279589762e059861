// Studies: their list, one with its trials, and starting and resuming one. A job stops like every other.
import { parseJson } from '../../protocol/parse-json.ts';
import type { App } from '../../routes/context.ts';
import { studyRequest, studyResume, type StudyList } from '../contract/studies.ts';
import type { Studio } from '../studio.ts';
import { detailStudy, summariseStudy } from '../studies/describe-study.ts';
import { resumeStudy, startStudy } from '../studies/start-study.ts';
import { StudyIndex } from '../studies/study-index.ts';
import { idParams } from './params.ts';

export function addStudies(app: App, studio: Studio): void {
  const index = new StudyIndex(studio.runs.root);
  app.get('/api/studies', async (): Promise<StudyList> => {
    const { studies, broken } = await index.all();
    const summaries = studies.map((study) => summariseStudy(studio, study));
    return { studies: summaries.sort((a, b) => b.modified - a.modified), broken };
  });
  app.get('/api/studies/:id', { schema: { params: idParams } }, async ({ params: { id } }) =>
    detailStudy(studio, await index.get(id)),
  );
  app.post('/api/studies', async ({ body }, reply) => {
    const request = parseJson('study', studyRequest, body as Buffer);
    return reply.code(201).send(await startStudy(studio, request));
  });
  app.post('/api/studies/:id/resume', { schema: { params: idParams } }, async ({ params: { id }, body }) =>
    resumeStudy(studio, await index.get(id), parseJson('study', studyResume, body as Buffer)),
  );
}
