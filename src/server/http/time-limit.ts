// The longest time for an answer. fastify's own limit makes an AbortController for each request and aborts it
// after each answer, which takes longer than all else that the server does for a small request.
import type { FastifyInstance } from 'fastify';
import { HttpError } from '../errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Ends the request when its time is over. */
    timeLimit: NodeJS.Timeout | undefined;
  }
}

/** Answers requests that take longer with 503. What their handlers return later is dropped. */
export function limitTime(app: FastifyInstance, milliseconds: number): void {
  app.decorateRequest('timeLimit', undefined);
  app.addHook('onRequest', (request, reply, done) => {
    request.timeLimit = setTimeout(() => {
      if (reply.raw.headersSent) reply.raw.destroy();
      else void reply.send(new HttpError(503, 'the request took longer than the server allows'));
    }, milliseconds).unref(); // a client that is gone gets no answer, so nothing would clear it
    done();
  });
  app.addHook('onResponse', (request, _, done) => {
    clearTimeout(request.timeLimit);
    done();
  });
}
