// The protocol's inference: pixels in, probabilities or scores out.
import { z } from 'zod';
import { encodeInferResponse } from '../protocol/infer-response.ts';
import { parseInferRequest } from '../protocol/infer-request.ts';
import { inferRequest, inferResponse, modelParams } from '../protocol/schemas.ts';
import { badRequest } from '../errors.ts';
import { isClassifierCard } from '../models/model-rows.ts';
import { errors, isAbandoned, type App, type RouteContext } from './context.ts';
import { modelPaths } from './models.ts';

/** The header with the length of the JSON before the bytes of tensors. */
const jsonLengthHeader = 'inference-header-content-length';

export function addInfer(app: App, { repository }: RouteContext): void {
  const bytes = z.string().meta({ format: 'binary' });
  for (const path of modelPaths)
    app.post(
      `${path}/infer`,
      {
        schema: {
          summary: 'inference',
          params: modelParams,
          body: {
            content: {
              'application/json': { schema: inferRequest },
              'application/octet-stream': { schema: bytes },
            },
          },
          response: { 200: inferResponse, ...errors(400, 401, 404, 408, 413, 415, 503) },
        },
      },
      async (request, reply) => {
        const { name, version } = request.params;
        const { source, model } = repository.find(name, version);
        const length = request.headers[jsonLengthHeader];
        if (Array.isArray(length)) throw badRequest('Inference-Header-Content-Length: expected it once');
        const parsed = parseInferRequest(bytesOf(request.body), length, model);
        const results = await model.infer(parsed.images, isAbandoned(reply));
        const { card, outputs: declared } = model;
        const classNames = isClassifierCard(card) ? card.classNames : [];
        const { body, jsonLength } = encodeInferResponse(parsed, results, {
          ...source,
          declared,
          classNames,
        });
        if (jsonLength !== undefined) void reply.header(jsonLengthHeader, String(jsonLength));
        void reply.type(jsonLength === undefined ? 'application/json' : 'application/octet-stream');
        return reply.send(body as never);
      },
    );
}

/** The bytes of a body; none if there was no body. */
export const bytesOf = (body: unknown): Uint8Array => (body instanceof Uint8Array ? body : new Uint8Array());
