// Packed bodies. They are unpacked when they have arrived whole: a stream that fails half-way also stops to
// read its connection, and a client that still sends waits for the answer until the time is over.
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { badRequest, HttpError } from '../errors.ts';

const unpackers = new Map([
  ['gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
]);

/** Makes an app give its routes the bytes of bodies, unpacked to at most `maxBody` bytes. */
export function unpackBodies(app: FastifyInstance, maxBody: number): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    unpack(body, request.headers['content-encoding'] ?? 'identity', maxBody),
  );
}

async function unpack(body: Buffer, encoding: string, maxOutputLength: number): Promise<Buffer> {
  if (encoding === 'identity' || body.length === 0) return body;
  const unpacker = unpackers.get(encoding);
  if (unpacker === undefined)
    throw new HttpError(415, `Content-Encoding: expected gzip or deflate, got '${encoding.slice(0, 40)}'`);
  try {
    return await unpacker(body, { maxOutputLength });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new HttpError(413, 'the unpacked body is too large');
    throw badRequest(`the body can't be unpacked as ${encoding}: ${message}`);
  }
}
