// The model repository extension: what there is, load and unload.
import { z } from 'zod';
import { badRequest } from '../errors.ts';
import { parseJson } from '../protocol/parse-json.ts';
import { indexRequest, indexResponse, loadRequest, modelParams } from '../protocol/schemas.ts';
import { errors, type App, type RouteContext } from './context.ts';
import { bytesOf } from './infer.ts';

const failures = errors(400, 401, 404, 408, 413, 415, 503);
const nothing = z.object({});

export function addRepository(app: App, { repository }: RouteContext): void {
  app.post(
    '/v2/repository/index',
    {
      schema: {
        summary: 'the models in the repository',
        body: { content: { 'application/json': { schema: indexRequest } } },
        response: { 200: indexResponse, ...failures },
      },
    },
    ({ body }) => {
      const { ready = false } = parseJson('request', indexRequest, bytesOf(body), {});
      return repository.index().filter(({ state }) => !ready || state === 'READY');
    },
  );
  const params = modelParams.pick({ name: true });
  const body = { content: { 'application/json': { schema: loadRequest } } };
  app.post(
    '/v2/repository/models/:name/load',
    { schema: { summary: 'load or reload a model', params, body, response: { 200: nothing, ...failures } } },
    async ({ params: { name }, body: given }) => {
      const { parameters = {} } = parseJson('request', loadRequest, bytesOf(given), {});
      const unknown = Object.keys(parameters).find((key) => key === 'config' || key.startsWith('file:'));
      if (unknown !== undefined)
        throw badRequest(
          `request: the parameter '${unknown.slice(0, 40)}' is not supported; replace the model's file`,
        );
      await repository.load(name);
      return {};
    },
  );
  app.post(
    '/v2/repository/models/:name/unload',
    { schema: { summary: 'let a model go', params, body, response: { 200: nothing, ...failures } } },
    async ({ params: { name }, body: given }) => {
      parseJson('request', loadRequest, bytesOf(given), {});
      await repository.unload(name);
      return {};
    },
  );
}
