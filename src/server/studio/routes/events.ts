// The stream of events. It never ends by itself, so the limits for answers are lifted.
import type { App } from '../../routes/context.ts';
import { z } from 'zod';
import type { Studio } from '../studio.ts';

const query = z.object({ since: z.string().max(100).optional(), token: z.string().optional() });

/** @param headers those of all answers */
export function addEvents(app: App, { events }: Studio, headers: Readonly<Record<string, string>>): void {
  app.get('/api/events', { schema: { querystring: query }, exposeHeadRoute: false }, (request, reply) => {
    clearTimeout(request.timeLimit);
    const { 'last-event-id': last } = request.headers;
    reply.hijack();
    reply.raw.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    events.open(reply.raw, typeof last === 'string' && last !== '' ? last : request.query.since);
  });
}
