// Inspectors and pieces: what is judged, the maps, what a person changes, and figures of tests.
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { parseConfig } from '../../../parse-config.ts';
import { badRequest, HttpError, notFound } from '../../errors.ts';
import { serverOptions } from '../../options.ts';
import { parseJson } from '../../protocol/parse-json.ts';
import type { App } from '../../routes/context.ts';
import * as contract from '../contract/inspect.ts';
import type { Studio } from '../studio.ts';
import { thumbnail } from '../thumbnail.ts';
import { idParams } from './params.ts';

const { maxPixels } = parseConfig('studio', serverOptions, {});
/** The largest file of an inspector that the page may send, and of a picture, in bytes. */
const [mostOfInspector, mostOfPicture] = [512 * 2 ** 20, 64 * 2 ** 20];

const piece = z.string().min(1).max(4096);
const name = z.object({ name: z.string().min(1).max(255) });
const edge = z.preprocess(Number, z.int().min(16).max(2048));

export function addInspectors(app: App, { inspectors, lines }: Studio): void {
  const ofId = { schema: { params: idParams } };
  app.get('/api/inspectors', () => inspectors.list());
  app.get('/api/inspectors/:id', ofId, ({ params }) => inspectors.detail(params.id));
  app.put('/api/inspectors/:id/changes', ofId, async ({ params: { id }, body }) => {
    await inspectors.change(id, parseJson('changes', contract.changesRequest, body as Buffer));
    return inspectors.detail(id);
  });
  app.delete('/api/inspectors/:id', ofId, async ({ params }, reply) => {
    await inspectors.remove(params.id);
    return reply.code(204).send();
  });
  app.post('/api/inspectors/:id/restore', ofId, async ({ params }, reply) => {
    await inspectors.restore(params.id);
    return reply.code(204).send();
  });
  const sent = { schema: { querystring: name } };
  app.post('/api/inspectors', { ...sent, bodyLimit: mostOfInspector }, async ({ query, body }, reply) =>
    reply.code(201).send(await inspectors.keep(query.name, bytesOf(body))),
  );
  app.post('/api/inspectors/:id/judge', ofId, async ({ params: { id }, body }) => {
    const { line, pieces } = parseJson('judge', contract.judgeRequest, body as Buffer);
    const file = await inspectors.judging(id);
    const files = await Promise.all(pieces.map((path) => lines.file({ line, piece: path })));
    const answers = await inspectors.call('judge', { file, pieces: files });
    const { revision } = await inspectors.call('describe', { file });
    return { revision, pieces: answers.map((answer, i) => ({ piece: pieces[i]!, ...answer })) };
  });
  const ofMap = { schema: { params: idParams, querystring: z.object({ line: z.string().max(200), piece }) } };
  app.get('/api/inspectors/:id/map', ofMap, async ({ params: { id }, query }, reply) => {
    const file = await inspectors.judging(id);
    const map = await inspectors.call('map', { file, piece: await lines.file(query) });
    if (!map) throw notFound('this inspector has no maps');
    // No type that is packed: what packs takes numbers that begin like packed bytes for packed ones.
    return reply.type('application/x-float32').send(Buffer.from(map.buffer, map.byteOffset, map.byteLength));
  });
  app.post('/api/inspectors/:id/evaluate', ofId, async ({ params: { id }, body }) => {
    const { line } = parseJson('evaluate', contract.evaluateRequest, body as Buffer);
    return inspectors.call('evaluate', { file: await inspectors.judging(id), folder: lines.folder(line) });
  });
  addPieces(app, lines);
  addRemoval(app, inspectors, lines);
}

function addRemoval(app: App, inspectors: Studio['inspectors'], lines: Studio['lines']): void {
  const read = (body: unknown) => parseJson('pieces', contract.droppedPieces, body as Buffer).pieces;
  app.post('/api/pieces/dropped/remove', async ({ body }, reply) => {
    const pieces = read(body);
    const [taken] = await inspectors.taken(pieces.map((piece) => ({ line: 'dropped', piece })));
    if (taken)
      throw new HttpError(
        409,
        `${taken.inspector} took ${taken.piece} as a good piece; take that back first`,
      );
    await lines.remove(pieces);
    return reply.code(204).send();
  });
  app.post('/api/pieces/dropped/restore', async ({ body }, reply) => {
    await lines.restore(read(body));
    return reply.code(204).send();
  });
}

function addPieces(app: App, lines: Studio['lines']): void {
  app.get('/api/pieces', () => lines.list());
  app.get('/api/pieces/:id', { schema: { params: idParams } }, ({ params }) => lines.pieces(params.id));
  const ofPicture = { schema: { params: idParams, querystring: z.object({ piece, edge }) } };
  app.get('/api/pieces/:id/picture', ofPicture, async ({ params, query }, reply) => {
    const file = await lines.file({ line: params.id, piece: query.piece });
    const { size } = await stat(file);
    if (size > mostOfPicture) throw new HttpError(413, 'the picture is too large to be shown');
    const picture = await thumbnail(await readFile(file), query.piece, query.edge, maxPixels);
    return reply.type('image/webp').header('cache-control', 'private, max-age=600').send(picture);
  });
  const sent = { schema: { querystring: name }, bodyLimit: mostOfPicture };
  app.post('/api/pieces', sent, async ({ query, body }, reply) =>
    reply.code(201).send(await lines.keep(query.name, bytesOf(body))),
  );
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array && body.length > 0) return body;
  throw badRequest('expected the bytes of a file, got nothing');
}
