// The app without its routes: limits, headers, errors, packing, logs.
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { ServerMetrics } from '../metrics.ts';
import type { CheckedOptions } from '../options.ts';
import { HttpError } from '../errors.ts';
import { requireToken } from './access.ts';
import { answerClientError, answerErrors, answerHttpErrors, describe, pathOf, sendError } from './errors.ts';
import { securityHeaders } from './security-headers.ts';
import { readRefusedRequests } from './lingering-close.ts';
import { limitTime } from './time-limit.ts';
import { unpackBodies } from './unpack.ts';
import { validateWithZod } from './zod-provider.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The headers of this route's answers, in place of those of all answers. */
    readonly headers?: Readonly<Record<string, string>>;
  }
}

/** What the app needs to know of the server. */
export interface AppParts {
  readonly options: CheckedOptions;
  readonly metrics: ServerMetrics;
  readonly log: FastifyBaseLogger;
  /** Whether the server stops: connections are then closed after their answers. */
  readonly isStopping: () => boolean;
  /** The headers of all answers; those of the server of models by default. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** How many of the largest bodies are read of a request that was refused, so that its client reads why. */
const mostBodies = 4;

/** Makes an app without routes. */
export async function createApp({
  options,
  metrics,
  log,
  isStopping,
  headers = securityHeaders,
}: AppParts): Promise<FastifyInstance> {
  const { maxBody, headersTimeout, requestTimeout, idleTimeout } = options;
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger for each request takes time even if nothing is logged.
    childLoggerFactory: (logger) => logger,
    bodyLimit: maxBody,
    requestTimeout: Math.round(1000 * requestTimeout),
    keepAliveTimeout: Math.round(1000 * idleTimeout),
    connectionTimeout: Math.round(1000 * (idleTimeout + requestTimeout)),
    http: {
      headersTimeout: Math.round(1000 * Math.min(headersTimeout, requestTimeout)),
      connectionsCheckingInterval: 500,
      requireHostHeader: false, // `answerHttpErrors` asks for it in JSON
    },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerClientError,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 256 },
    genReqId: ({ headers }) => knownId(headers['x-request-id']) ?? crypto.randomUUID(),
    frameworkErrors: (error, _, reply) => {
      void sendError(reply, describe(error));
    },
  });
  app.server.maxConnections = options.maxConnections;
  readRefusedRequests(app.server, mostBodies * maxBody);
  validateWithZod(app);
  answerErrors(app, metrics);
  answerHttpErrors(app);
  limitTime(app, 1000 * requestTimeout);
  unpackBodies(app, maxBody);
  app.addHook('onSend', (request, reply, _, done) => {
    void reply.headers(request.routeOptions.config.headers ?? headers).header('x-request-id', request.id);
    if (isStopping()) void reply.header('connection', 'close');
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const [status, ms] = [reply.statusCode, reply.elapsedTime];
    metrics.answered(routeOptions.url ?? 'none', method, status, ms);
    const told = { reqId: request.id, method, path: pathOf(request), status, ms: Math.round(10 * ms) / 10 };
    request.log.info(told, 'answered');
    done();
  });
  await addPlugins(app, options);
  return app;
}

async function addPlugins(app: FastifyInstance, options: CheckedOptions): Promise<void> {
  const { cors: origins, rateLimit: max, token } = options;
  if (origins) await app.register(cors, { origin: origins.includes('*') ? '*' : [...origins] });
  if (max !== undefined)
    await app.register(rateLimit, {
      ...{ max, timeWindow: '1 minute' },
      errorResponseBuilder: (_, { after }) => new HttpError(429, `too many requests; try again in ${after}`),
    });
  if (token !== undefined) requireToken(app, token);
  await app.register(compress, {
    ...{ encodings: ['gzip', 'deflate'], globalDecompression: false },
    // No other bytes: the plugin takes some for packed ones, and would send them as they are under `gzip`.
    ...{ threshold: 1024, customTypes: /json|text/ },
  });
}

/** An id that a client chose, if it is short and plain. */
const knownId = (given: string | string[] | undefined): string | undefined =>
  typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : undefined;
