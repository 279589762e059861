// The pictures of a request: files of a form, one picture as the whole body, or base64 in JSON.
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { badRequest } from '../errors.ts';
import { parseJson } from '../protocol/parse-json.ts';
import { shortArray } from '../protocol/schemas.ts';
import { bytesOf } from './infer.ts';

/** A picture file as it was sent. */
export interface UploadedPicture {
  /** What errors and the answer call it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The most pictures in a request. */
const mostPictures = 64;

/** Pictures as base64. */
export const base64Pictures = z.strictObject({
  images: shortArray(z.base64().min(1), mostPictures).refine(
    (images) => images.length > 0,
    'expected a list of at least 1 picture',
  ),
});

/** @throws HttpError or InputError if there is none, or they are not sent in one of the three ways */
export async function picturesOf({
  headers,
  body,
}: Pick<FastifyRequest, 'headers' | 'body'>): Promise<UploadedPicture[]> {
  const bytes = bytesOf(body);
  if (bytes.length === 0)
    throw badRequest('expected a picture as the body, a form with files, or JSON; got nothing');
  const type = headers['content-type'] ?? '';
  const kind = type.split(';', 1)[0]!.trim().toLowerCase();
  if (kind === 'multipart/form-data') return formFiles(type, bytes).catch(refuseForm);
  if (kind !== 'application/json') return [{ name: 'picture', bytes }];
  const { images } = parseJson('request', base64Pictures, bytes);
  return images.map((text, i) => ({ name: `images[${i}]`, bytes: Buffer.from(text, 'base64') }));
}

/** The files of a form. It arrives whole, so that limits and unpacking are those of every other body. */
async function formFiles(type: string, bytes: Uint8Array): Promise<UploadedPicture[]> {
  const pictures: UploadedPicture[] = [];
  await new Promise<void>((resolve, reject) => {
    const headers = { 'content-type': type } as BusboyHeaders;
    const limits = { files: mostPictures, fields: 16, fieldSize: 4096, headerPairs: 64, parts: 80 };
    const form = new Busboy({ headers, limits });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const)
      form.on(limit, () => reject(badRequest(`expected a form of at most ${mostPictures} files, got more`)));
    form.on('file', (_, file, filename) => {
      const chunks: Uint8Array[] = [];
      const name = plainName(filename) || `file ${pictures.length + 1}`;
      file.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      file.on('error', reject);
      file.on('end', () => pictures.push({ name, bytes: Buffer.concat(chunks) }));
    });
    form.on('finish', resolve).on('error', reject).end(bytes);
  });
  if (pictures.length === 0) throw badRequest('expected a form with at least one file, got none');
  return pictures;
}

const plainName = (filename: string | undefined): string =>
  (filename ?? '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 100);

/** The parser of forms has plain errors for what is no form; ours have a status. */
function refuseForm(error: Error & { statusCode?: number }): never {
  if (error.statusCode !== undefined) throw error;
  throw badRequest(`the form can't be read: ${error.message.slice(0, 100)}`);
}
