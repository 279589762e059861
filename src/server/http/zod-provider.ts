// Lets routes of fastify have zod schemas: for their types, for validation and for the OpenAPI document.
import type { FastifyInstance, FastifySchema, FastifyTypeProvider } from 'fastify';
import { z } from 'zod';
import { parseConfig } from '../../parse-config.ts';

/** The types of a request's parts by their zod schemas. */
export interface ZodTypes extends FastifyTypeProvider {
  readonly validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  readonly serializer: this['schema'] extends z.ZodType ? z.input<this['schema']> : unknown;
}

/** Makes an app validate with zod. Bodies are bytes; the routes parse them with the same schemas. */
export function validateWithZod(app: FastifyInstance): void {
  app.setValidatorCompiler<z.ZodType>(({ schema, httpPart = 'request' }) => (value: unknown) => {
    if (httpPart === 'body') return { value };
    try {
      return { value: parseConfig(partNames[httpPart] ?? httpPart, schema, value) };
    } catch (error) {
      return { error: error as Error };
    }
  });
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
}

const partNames: Readonly<Record<string, string>> = { querystring: 'query', params: 'path' };

/** A route's schemas as JSON Schema, for `@fastify/swagger`. */
export function toJsonSchemas(schema: FastifySchema): FastifySchema {
  const { params, querystring, body, response, ...rest } = schema;
  return {
    ...rest,
    ...(params !== undefined && { params: convert(params, 'input') }),
    ...(querystring !== undefined && { querystring: convert(querystring, 'input') }),
    ...(body !== undefined && { body: convert(body, 'input') }),
    ...(response !== undefined && { response: convert(response, 'output') }),
  };
}

/** Converts a schema, or the schemas inside an object such as `{ 200: … }` or `{ content: … }`. */
function convert(part: unknown, io: 'input' | 'output'): unknown {
  if (part instanceof z.ZodType) {
    const json = z.toJSONSchema(part, {
      target: 'openapi-3.0',
      io,
      unrepresentable: 'any',
    });
    delete json.$schema;
    return json;
  }
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, convert(value, io)]));
}
