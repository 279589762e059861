// Jobs: what is started, how it stands, and how to stop it.
import { parseJson } from '../../protocol/parse-json.ts';
import type { App } from '../../routes/context.ts';
import { jobRequest } from '../contract/jobs.ts';
import { newJob } from '../jobs/new-job.ts';
import type { Studio } from '../studio.ts';
import { idParams } from './params.ts';

export function addJobs(app: App, studio: Studio): void {
  const { jobs } = studio;
  app.get('/api/jobs', () => jobs.list());
  app.get('/api/jobs/:id', { schema: { params: idParams } }, ({ params: { id } }) => jobs.detail(id));
  app.post('/api/jobs', async ({ body }, reply) => {
    const request = parseJson('job', jobRequest, body as Buffer);
    return reply.code(201).send(await jobs.start(() => newJob(studio, request)));
  });
  app.post('/api/jobs/:id/stop', { schema: { params: idParams } }, ({ params: { id } }) => jobs.stop(id));
}
