// The page at / with a form to try a picture, and /docs: the OpenAPI document for programs, and the list of
// its paths for people.
import { readFile } from 'node:fs/promises';
import swagger from '@fastify/swagger';
import { programVersion } from '../../node/files/program-version.ts';
import { markup, type Markup } from '../../report/markup.ts';
import { toJsonSchemas } from '../http/zod-provider.ts';
import type { App } from './context.ts';

/** The page's files lie in the package as they are. */
const folder = new URL('../../../src/server/page/', import.meta.url);

const files = {
  '/': ['index.html', 'text/html'],
  '/page/style.css': ['style.css', 'text/css'],
  '/page/try.js': ['try.js', 'text/javascript'],
} as const;

/** The part of the document that is changed. */
interface OpenApi {
  readonly paths?: Record<string, { readonly post?: { readonly requestBody?: { required?: boolean } } }>;
}

/** Collects the routes that are added after this. */
export async function collectDocs(app: App, needsToken: boolean): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: {
        title: 'Atelier',
        version: programVersion,
        description:
          'Classifies pictures: the Open Inference Protocol V2, /predict for people, and a catalogue.',
      },
      ...(needsToken && {
        components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
        security: [{ token: [] }],
      }),
    },
    transform: ({ schema, url, route }) => ({
      schema: {
        ...toJsonSchemas(schema),
        ...(needsToken && route.config?.isOpen && { security: [] }),
      },
      url,
    }),
    transformObject: (document) => {
      const { openapiObject = {} } = document as { openapiObject?: OpenApi };
      // The extension's clients leave these bodies empty; a search may be for items alone.
      for (const [path, { post }] of Object.entries(openapiObject.paths ?? {}))
        if ((path.startsWith('/v2/repository/') || path === '/catalogue/search') && post?.requestBody)
          post.requestBody.required = false;
      return openapiObject as never;
    },
  });
}

export async function addPages(app: App): Promise<void> {
  for (const [path, [file, type]] of Object.entries(files)) {
    const text = await readFile(new URL(file, folder));
    app.get(path, { config: { isOpen: true }, schema: { hide: true } }, (_, reply) =>
      reply.type(`${type}; charset=utf-8`).send(text),
    );
  }
  app.get('/docs', { config: { isOpen: true }, schema: { hide: true } }, (request, reply) => {
    const document = app.swagger();
    const forPeople = (request.headers.accept ?? '').includes('text/html');
    if (!forPeople) return document;
    return reply.type('text/html; charset=utf-8').send(Buffer.from(listOf(document).text));
  });
}

function listOf({ paths = {} }: { readonly paths?: object }): Markup {
  const rows = Object.entries(paths).flatMap(([path, operations]: [string, object]) =>
    Object.entries(operations).map(
      ([method, { summary = '' }]: [string, { summary?: string }]) =>
        markup`<dt><code>${method.toUpperCase()} ${path}</code></dt><dd>${summary}</dd>\n`,
    ),
  );
  return markup`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Atelier: paths</title>
<link rel="stylesheet" href="page/style.css"><link rel="icon" href="data:,"></head><body><main><h1>Paths</h1>
<p>The OpenAPI document is at this address too, for everything that does not ask for HTML: <code>curl …/docs</code></p>
<dl>${rows}</dl></main></body></html>`;
}
