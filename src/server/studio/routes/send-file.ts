// Files as answers.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FastifyReply } from 'fastify';
import { notFound } from '../../errors.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.onnx': 'application/octet-stream',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** The media type by a file's name. */
export const typeOf = (name: string): string =>
  types[extname(name).toLowerCase()] ?? 'application/octet-stream';

/**
 * Answers with a file.
 *
 * @param path its real path
 * @throws HttpError 404 if it is no file
 */
export async function sendFile(reply: FastifyReply, path: string, name: string): Promise<FastifyReply> {
  const status = await stat(path).catch(() => undefined);
  if (!status?.isFile()) throw notFound(`there is no file ${name.slice(0, 100)} here`);
  return reply
    .type(typeOf(name))
    .header('content-length', status.size)
    .header('cache-control', 'no-cache')
    .send(createReadStream(path, { end: Math.max(0, status.size - 1) }));
}
