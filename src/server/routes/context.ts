// What all routes share: the models, the decoder and the options.
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodTypes } from '../http/zod-provider.ts';
import type { ServedCatalogue } from '../catalogue/served-catalogue.ts';
import type { ServerMetrics } from '../metrics.ts';
import type { ModelRepository } from '../models/model-repository.ts';
import type { CheckedOptions } from '../options.ts';
import { errorResponse } from '../protocol/schemas.ts';
import type { PictureDecoder } from '../threads/picture-decoder.ts';

/** An app whose routes have zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypes
>;

/** What routes work with. */
export interface RouteContext {
  readonly repository: ModelRepository;
  readonly catalogue?: ServedCatalogue | undefined;
  readonly decoder: PictureDecoder;
  readonly metrics: ServerMetrics;
  readonly options: CheckedOptions;
  readonly isStopping: () => boolean;
}

/** The errors that a route documents. */
export const errors = <S extends number>(...statuses: readonly S[]): Record<S, typeof errorResponse> =>
  Object.fromEntries(statuses.map((status) => [status, errorResponse])) as Record<S, typeof errorResponse>;

/** Tells whether nobody waits for an answer any more: it took too long, or the client has gone. */
export const isAbandoned = (reply: Pick<FastifyReply, 'sent' | 'raw'>) => (): boolean =>
  reply.sent || reply.raw.destroyed;
