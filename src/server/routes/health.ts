// The protocol's health and server metadata, and the metrics. Whether the server lives is answered whatever
// it computes; whether it is ready, by its models.
import { z } from 'zod';
import { programVersion } from '../../node/files/program-version.ts';
import { HttpError } from '../errors.ts';
import { liveResponse, serverMetadata } from '../protocol/schemas.ts';
import { errors, type App, type RouteContext } from './context.ts';

const extensions = ['binary_tensor_data', 'classification', 'model_repository', 'statistics', 'model_card'];

export function addHealth(app: App, { repository, catalogue, metrics, isStopping }: RouteContext): void {
  app.get(
    '/v2',
    { schema: { summary: 'server metadata', response: { 200: serverMetadata, ...errors(401) } } },
    () => ({ name: 'atelier', version: programVersion, extensions }),
  );
  app.get(
    '/v2/health/live',
    {
      config: { isOpen: true },
      schema: { summary: 'whether the server lives', response: { 200: liveResponse } },
    },
    () => ({ live: true }),
  );
  app.get(
    '/v2/health/ready',
    {
      config: { isOpen: true },
      schema: {
        summary: 'whether all models and the catalogue are ready',
        response: { 200: liveResponse, ...errors(503) },
      },
    },
    async () => {
      if (isStopping()) throw new HttpError(503, 'the server stops');
      if (catalogue && !(await catalogue.isReady()))
        throw new HttpError(503, 'the database of the catalogue does not answer');
      // With a catalogue, a server may have no models at all.
      if (!repository.isReady && !(catalogue && repository.index().length === 0))
        throw new HttpError(503, 'a model is not ready; see POST /v2/repository/index');
      return { live: true };
    },
  );
  app.get(
    '/metrics',
    {
      schema: {
        summary: 'metrics for Prometheus',
        response: { 200: { content: { 'text/plain': { schema: z.string() } } }, ...errors(401) },
      },
    },
    async (_, reply) => {
      const text = await metrics.registry.metrics();
      return reply.type(metrics.registry.contentType).serializer(String).send(text);
    },
  );
}
