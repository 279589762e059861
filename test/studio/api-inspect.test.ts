// Pictures and inspectors that were given to the studio's page: what they take, and that they can be removed.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variantOf } from '../../src/inspection/good-pieces.ts';
import { learnInspector } from '../../src/inspection/learn.ts';
import { imageSize, side, smallBackbone } from '../../src/inspection/testing/backbone.ts';
import { drawPieces, stained } from '../../src/inspection/testing/pieces.ts';
import type * as contract from '../../src/server/studio/contract/inspect.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { openTestStudio, type TestStudio } from './studio-server.ts';

const grey = { raw: { width: side, height: side, channels: 1 } } as const;

describe('what was given to the page', () => {
  let folder: string;
  let studio: TestStudio;
  let learnt: Uint8Array;
  let inspector: contract.InspectorName;
  const pieces: string[] = [];
  beforeAll(async () => {
    folder = await temporaryFolder();
    studio = await openTestStudio(folder);
    const variants = [variantOf(drawPieces(20, 1), imageSize)];
    learnt = await learnInspector({ ...smallBackbone(), variants, bankSize: 100, threads: 1 });
    inspector = await give('inspectors', 'disc.onnx', learnt);
    const images = stained(drawPieces(3, 2), [8, 8]);
    for (let i = 0; i < 3; i++) {
      const png = await sharp(images.subarray(i * imageSize, (i + 1) * imageSize), grey)
        .png()
        .toBuffer();
      pieces.push((await give<contract.PieceRef>('pieces', `${i}.png`, png)).piece);
    }
  });
  afterAll(() => studio.stop());

  async function give<Answer = contract.InspectorName>(
    to: string,
    name: string,
    body: Uint8Array,
  ): Promise<Answer> {
    const headers = { cookie: studio.cookie, 'content-type': 'application/octet-stream' };
    const { status, text } = await studio.ask(`/api/${to}?name=${name}`, { method: 'POST', headers, body });
    expect(status, text).toBe(201);
    return JSON.parse(text) as Answer;
  }
  const send = async (method: string, path: string, body?: unknown) => {
    const { status, text } = await studio.send(method, `/api/${path}`, body);
    return { status, error: text === '' ? undefined : (JSON.parse(text) as { error?: string }).error };
  };
  const dropped = async () => {
    const lines = (await studio.get('/api/pieces')) as contract.PieceLine[];
    const list = (await studio.get('/api/pieces/dropped')) as contract.Piece[];
    return { ...lines.find(({ id }) => id === 'dropped')!, names: list.map(({ piece }) => piece) };
  };
  const inspectors = () => studio.get('/api/inspectors') as Promise<contract.InspectorName[]>;
  const changed = (accepted: contract.PieceRef[]) =>
    send('PUT', `inspectors/${inspector.id}/changes`, { accepted, falseAlarms: 0.1 });

  it('tells what it takes on the disk', async () => {
    const { folder: place, pieces: count, bytes, names } = await dropped();
    const files = await Promise.all(names.map((name) => readFile(join(place, name))));
    expect([count, bytes, names]).toEqual([3, files.reduce((sum, { length }) => sum + length, 0), pieces]);
    const [{ file, givenBytes }] = (await inspectors()) as [contract.InspectorName];
    expect(givenBytes).toBe((await readFile(file)).length);
  });

  it('removes pictures, and puts them back as they were', async () => {
    const { folder: place } = await dropped();
    const before = await readFile(join(place, pieces[0]!));
    const some = { pieces: pieces.slice(0, 2) };
    expect((await send('POST', 'pieces/dropped/remove', some)).status).toBe(204);
    expect(await dropped()).toMatchObject({ pieces: 1, names: pieces.slice(2) });
    expect((await send('POST', 'pieces/dropped/remove', some)).status).toBe(404);
    expect((await send('POST', 'pieces/dropped/restore', some)).status).toBe(204);
    expect((await dropped()).names).toEqual(pieces);
    expect((await readFile(join(place, pieces[0]!))).equals(before)).toBe(true);
  });

  it('removes nothing else', async () => {
    const runs = async () => (await readdir(join(folder, 'runs'), { recursive: true })).sort();
    const before = await runs();
    for (const piece of ['../../jobs', '..', '', '/etc/hostname', pieces[0]!.replace('0', '9')]) {
      expect((await send('POST', 'pieces/dropped/remove', { pieces: [pieces[1], piece] })).status).not.toBe(
        204,
      );
      expect((await send('POST', 'pieces/dropped/restore', { pieces: [piece] })).status).not.toBe(204);
    }
    expect(await runs()).toEqual(before);
  });

  it('keeps a picture that an inspector took as a good piece', async () => {
    expect((await changed([{ line: 'dropped', piece: pieces[1]! }])).status).toBe(200);
    expect(await send('POST', 'pieces/dropped/remove', { pieces })).toEqual({
      ...{ status: 409, error: `${inspector.name} took ${pieces[1]} as a good piece; take that back first` },
    });
    expect((await dropped()).names).toEqual(pieces);
  });

  it('removes an inspector with its changes, and puts both back', async () => {
    const detail = () => studio.get(`/api/inspectors/${inspector.id}`) as Promise<contract.InspectorDetail>;
    const before = await detail();
    expect((await send('DELETE', `inspectors/${inspector.id}`)).status).toBe(204);
    expect(await inspectors()).toEqual([]);
    await expect(readFile(before.changedFile!)).rejects.toThrow('ENOENT');
    expect((await send('DELETE', `inspectors/${inspector.id}`)).status).toBe(404);
    expect((await send('POST', `inspectors/${inspector.id}/restore`)).status).toBe(204);
    expect(await detail()).toEqual(before);
    expect((await send('POST', `inspectors/${inspector.id}/restore`)).status).toBe(404);
  });

  it('forgets what was removed when the studio starts again, and leaves what was named alone', async () => {
    expect((await send('DELETE', `inspectors/${inspector.id}`)).status).toBe(204);
    expect((await send('POST', 'pieces/dropped/remove', { pieces: [pieces[0]] })).status).toBe(204);
    await studio.stop();
    const named = join(folder, 'named.onnx');
    await writeFile(named, learnt);
    studio = await openTestStudio(folder, { inspectors: [named] });
    expect((await send('POST', `inspectors/${inspector.id}/restore`)).status).toBe(404);
    expect((await send('POST', 'pieces/dropped/restore', { pieces: [pieces[0]] })).status).toBe(404);
    const [{ id }] = (await inspectors()) as [contract.InspectorName];
    expect(await send('DELETE', `inspectors/${id}`)).toEqual({
      status: 400,
      error: `${named} was named at the start; only what was given to the page can be removed`,
    });
    expect(studio.defects).toEqual([]);
  });
});
