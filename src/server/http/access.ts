// Who may ask: the bearer token, and 405 for methods that a path does not have.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { HttpError } from '../errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route needs no token: health, and pages without models. */
    readonly isOpen?: boolean;
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Refuses requests without the token, in constant time. Routes with `config.isOpen` need none. */
export function requireToken(app: FastifyInstance, token: string): void {
  const expected = digest(`bearer ${token}`);
  app.addHook('onRequest', (request, _, done) => {
    if (request.routeOptions.config.isOpen) return done();
    const given = (request.headers.authorization ?? '').replace(/^bearer +/i, 'bearer ');
    if (timingSafeEqual(digest(given), expected)) return done();
    done(new HttpError(401, 'expected the header Authorization with the token of this server'));
  });
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'] as const;

/** Notes the methods of each path, and returns a function that answers all others with 405. */
export function refuseOtherMethods(app: FastifyInstance): () => void {
  const paths = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = paths.get(url) ?? new Set();
    paths.set(url, known);
    for (const one of [method].flat()) known.add(one.toUpperCase());
  });
  return () => {
    for (const [url, known] of [...paths]) {
      const others = methods.filter((method) => !known.has(method));
      const allow = [...known].join(', ');
      if (url.includes('*') || others.length === 0) continue;
      app.route({
        ...{ method: [...others], url, schema: { hide: true } },
        // Before the body is looked at.
        onRequest: (request, reply, done) => {
          void reply.header('allow', allow);
          done(new HttpError(405, `expected ${allow} here, got ${request.method}`));
        },
        handler: () => undefined,
      });
    }
  };
}
