// The built pages: the application's one document for all its addresses, and its files, whose names change
// with their content.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { HttpError, notFound } from '../../errors.ts';
import type { App } from '../../routes/context.ts';
import type { Studio } from '../studio.ts';
import { insideOf } from '../workspace.ts';
import { typeOf } from './send-file.ts';

const rest = z.object({ '*': z.string().max(1000) });

export function addPages(app: App, { pages }: Pick<Studio, 'pages'>): void {
  app.get('/', (_, reply) => document(pages).then((text) => reply.type(typeOf('index.html')).send(text)));
  app.get('/*', { schema: { params: rest } }, async ({ params }, reply) => {
    const path = params['*'];
    if (path.startsWith('api/')) throw notFound(`there is nothing at GET /${path.slice(0, 200)}`);
    if (!/\.\w+$/.test(path)) return reply.type(typeOf('index.html')).send(await document(pages));
    const file = await insideOf(pages, ...path.split('/'));
    const isHashed = path.startsWith('assets/');
    return reply
      .type(typeOf(path))
      .header('cache-control', isHashed ? 'max-age=31536000, immutable' : 'no-cache')
      .send(await readFile(file));
  });
}

async function document(pages: string): Promise<Buffer> {
  try {
    return await readFile(join(pages, 'index.html'));
  } catch {
    throw new HttpError(
      503,
      'the pages of the studio are not built; in a checkout, npm run studio builds them',
    );
  }
}
