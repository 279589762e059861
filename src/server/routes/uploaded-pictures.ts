// The pictures of a request: files of a form, one picture as the whole body, or base64 in JSON.
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { badRequest } from '../errors.ts';
import { parseJson } from '../protocol/parse-json.ts';
import { bytesOf } from './infer.ts';

/** A picture file as it was sent. */
export interface UploadedPicture {
  /** What errors and the answer call it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Pictures as base64. */
export const base64Pictures = z.strictObject({
  images: z.array(z.base64().min(1)).min(1).max(64),
});

/** @throws HttpError or InputError if there is none, or they are not sent in one of the three ways */
export async function picturesOf(
  request: Pick<FastifyRequest, 'headers' | 'body' | 'files' | 'isMultipart'>,
): Promise<UploadedPicture[]> {
  if (request.isMultipart()) return formFiles(request).catch(refuseForm);
  const bytes = bytesOf(request.body);
  if (bytes.length === 0)
    throw badRequest('expected a picture as the body, a form with files, or JSON; got nothing');
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
  if (type !== 'application/json') return [{ name: 'picture', bytes }];
  const { images } = parseJson('request', base64Pictures, bytes);
  return images.map((text, i) => ({ name: `images[${i}]`, bytes: Buffer.from(text, 'base64') }));
}

async function formFiles(request: Pick<FastifyRequest, 'files'>): Promise<UploadedPicture[]> {
  const pictures: UploadedPicture[] = [];
  for await (const part of request.files()) {
    const name =
      part.filename
        .replace(/[\p{Cc}\s]+/gu, ' ')
        .trim()
        .slice(0, 100) || `file ${pictures.length + 1}`;
    pictures.push({ name, bytes: await part.toBuffer() });
  }
  if (pictures.length === 0) throw badRequest('expected a form with at least one file, got none');
  return pictures;
}

/** The parser of forms has plain errors for what is no form; fastify's own have a status. */
function refuseForm(error: Error & { statusCode?: number }): never {
  if (error.statusCode !== undefined) throw error;
  throw badRequest(`the form can't be read: ${error.message.slice(0, 100)}`);
}
