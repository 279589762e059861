// Every error as `{"error": "…"}`, on every route. What the client can't mend is only told to the log.
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { InputError } from '../../errors.ts';
import { badRequest, HttpError } from '../errors.ts';
import type { ServerMetrics } from '../metrics.ts';

/** The statuses that clients see, and the kinds by which metrics count them. */
const kinds: Readonly<Record<number, string>> = {
  400: 'bad-request',
  401: 'unauthorized',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'timeout',
  413: 'too-large',
  415: 'media-type',
  429: 'rate-limit',
  503: 'unavailable',
};

/** Makes an app answer errors as the protocol says, and count them. */
export function answerErrors(app: FastifyInstance, metrics: ServerMetrics): void {
  app.setErrorHandler((error: FastifyError | Error, request, reply) => {
    const { status, message } = describe(error);
    if (status === 500) request.log.error({ reqId: request.id, err: error }, 'a defect');
    metrics.error(kinds[status] ?? (status < 500 ? 'bad-request' : 'internal'));
    return sendError(reply, { status, message });
  });
  app.setNotFoundHandler((request, reply) => {
    metrics.error('not-found');
    return sendError(reply, {
      status: 404,
      message: `there is nothing at ${request.method} ${pathOf(request)}`,
    });
  });
}

/** Refuses in JSON what Node refuses without words: no header Host, and an unknown Expect. */
export function answerHttpErrors(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _, done) => {
    const isLacking = request.headers.host === undefined && request.raw.httpVersion === '1.1';
    done(isLacking ? badRequest('expected the header Host') : undefined);
  });
  app.server.on('checkExpectation', (_, response: ServerResponse) => {
    const error = JSON.stringify({ error: 'Expect: expected 100-continue' });
    response.writeHead(417, { 'content-type': 'application/json', connection: 'close' }).end(error);
  });
}

/** What a client is told. */
interface Told {
  readonly status: number;
  readonly message: string;
}

/** Answers with an error. */
export function sendError(reply: FastifyReply, { status, message }: Told): FastifyReply {
  if (status === 503) reply.header('retry-after', '1');
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ error: message }));
}

/** The status and the words for an error. */
export function describe(error: Error & { statusCode?: number }): Told {
  if (error instanceof HttpError) return { status: error.statusCode, message: error.message };
  if (error instanceof InputError) return { status: 400, message: error.message };
  const { statusCode = 500 } = error;
  if (statusCode >= 400 && statusCode < 500) return { status: statusCode, message: error.message };
  return { status: 500, message: 'the server has a defect; its log says more' };
}

/** The path of a request, short and without its query. */
export const pathOf = ({ url }: Pick<FastifyRequest, 'url'>): string => url.split('?', 1)[0]!.slice(0, 200);

const answers: Readonly<Record<number, { readonly reason: string; readonly error: string }>> = {
  400: { reason: 'Bad Request', error: 'expected HTTP/1.1' },
  408: { reason: 'Request Timeout', error: 'the request came too slowly' },
  431: { reason: 'Request Header Fields Too Large', error: 'the headers are too long' },
};

/** How long a client may take to read such an answer, in milliseconds, while what it sends is thrown away. */
const longestReadMs = 2000;

/** Answers a request that is no HTTP, too long in its headers, or too slow, and closes its connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  const { code = '' } = error;
  if (code === 'ECONNRESET') return void socket.destroy();
  if (!socket.writable) {
    // After the answer, all that comes is no HTTP. To close now would reset the connection.
    if (!code.startsWith('HPE_')) socket.destroy();
    return;
  }
  const status = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  const body = JSON.stringify({ error: answers[status]!.error });
  socket.end(
    `HTTP/1.1 ${status} ${answers[status]!.reason}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
  const timer = setTimeout(() => socket.destroy(), longestReadMs);
  socket.once('close', () => clearTimeout(timer));
}
