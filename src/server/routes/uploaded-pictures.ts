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

/** The most pictures in a request, and the most other fields of a form with their lengths in bytes. */
const mostPictures = 64;
const [mostFields, longestField] = [140, 16_384];

/** Pictures as base64. */
export const base64Images = shortArray(z.base64().min(1), mostPictures);

/** A body of pictures as base64. */
const base64Pictures = z.strictObject({
  images: base64Images.refine((images) => images.length > 0, 'expected a list of at least 1 picture'),
});

const binary = z.string().meta({ format: 'binary' });
/** The body of a request with pictures, in all ways to send them. */
export const picturesBody = {
  content: {
    'multipart/form-data': { schema: z.object({ file: z.array(binary).min(1) }) },
    'application/octet-stream': { schema: binary },
    'image/*': { schema: binary },
    'application/json': { schema: base64Pictures },
  },
};

/** The files and the other fields of a form. */
export interface UploadedForm {
  readonly pictures: readonly UploadedPicture[];
  /** By name; a field that comes several times is a list. */
  readonly fields: Readonly<Record<string, string | string[]>>;
}

/** @throws HttpError or InputError if there is none, or they are not sent in one of the three ways */
export async function picturesOf({
  headers,
  body,
}: Pick<FastifyRequest, 'headers' | 'body'>): Promise<UploadedPicture[]> {
  const bytes = bytesOf(body);
  if (bytes.length === 0)
    throw badRequest('expected a picture as the body, a form with files, or JSON; got nothing');
  const kind = bodyKind(headers);
  if (kind === 'form') {
    const { pictures } = await formOf(headers, bytes);
    if (pictures.length === 0) throw badRequest('expected a form with at least one file, got none');
    return [...pictures];
  }
  if (kind === 'picture') return [{ name: 'picture', bytes }];
  return base64Files(parseJson('request', base64Pictures, bytes).images);
}

/** How a request sends its pictures. */
export function bodyKind({
  'content-type': type = '',
}: FastifyRequest['headers']): 'form' | 'json' | 'picture' {
  const kind = type.split(';', 1)[0]!.trim().toLowerCase();
  if (kind === 'multipart/form-data') return 'form';
  return kind === 'application/json' ? 'json' : 'picture';
}

/** The pictures that were sent as base64. */
export const base64Files = (images: readonly string[]): UploadedPicture[] =>
  images.map((text, i) => ({ name: `images[${i}]`, bytes: Buffer.from(text, 'base64') }));

/** A form. @throws HttpError if it can't be read, or is too large */
export async function formOf(headers: FastifyRequest['headers'], bytes: Uint8Array): Promise<UploadedForm> {
  return readForm(headers['content-type'] ?? '', bytes).catch(refuseForm);
}

/** Reads a form. It arrives whole, so that limits and unpacking are those of every other body. */
async function readForm(type: string, bytes: Uint8Array): Promise<UploadedForm> {
  const pictures: UploadedPicture[] = [];
  const fields = new Map<string, string[]>();
  await new Promise<void>((resolve, reject) => {
    const headers = { 'content-type': type } as BusboyHeaders;
    const limits = { files: mostPictures, fields: mostFields, fieldSize: longestField, headerPairs: 64 };
    const parts = mostPictures + mostFields;
    const form = new Busboy({ headers, limits: { ...limits, parts } });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const)
      form.on(limit, () =>
        reject(
          badRequest(`expected a form of at most ${mostPictures} files and ${mostFields} fields, got more`),
        ),
      );
    form.on('field', (name, value, _, isCut) => {
      if (isCut) reject(badRequest(`${plainName(name)}: expected at most ${longestField} bytes, got more`));
      fields.set(name, [...(fields.get(name) ?? []), value]);
    });
    form.on('file', (_, file, filename) => {
      const chunks: Uint8Array[] = [];
      const name = plainName(filename) || `file ${pictures.length + 1}`;
      file.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      file.on('error', reject);
      file.on('end', () => pictures.push({ name, bytes: Buffer.concat(chunks) }));
    });
    form.on('finish', resolve).on('error', reject).end(bytes);
  });
  const single = ([name, values]: [string, string[]]) =>
    [name, values.length > 1 ? values : values[0]!] as const;
  return { pictures, fields: Object.fromEntries(Array.from(fields, single)) };
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
