// Inspectors over HTTP: by the protocol and for people, beside the library.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { variantOf } from '../../src/inspection/good-pieces.ts';
import { openInspector } from '../../src/inspection/inspector.ts';
import { learnInspector } from '../../src/inspection/learn.ts';
import { imageSize, side, smallBackbone } from '../../src/inspection/testing/backbone.ts';
import { drawPieces, stained } from '../../src/inspection/testing/pieces.ts';
import { newFolder, smallServer } from './small-server.ts';

const bytes = await learnInspector({
  ...smallBackbone(),
  ...{ variants: [variantOf(drawPieces(30, 1), imageSize)], bankSize: 200, falseAlarms: 0.05, threads: 1 },
});
const file = join(await newFolder(), 'discs.onnx');
await writeFile(file, bytes);
const inspector = await openInspector(bytes, 'discs', { threads: 1 });
const server = await smallServer({}, { models: [{ name: 'discs', version: '1', file }] });
afterAll(() => Promise.all([server.stop(), inspector.dispose()]));

const images = Uint8Array.from([...drawPieces(2, 2), ...stained(drawPieces(1, 3), [8, 10], 5)]);
const expected = await inspector.inspect(images);
const post = async (path: string, body: unknown) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers,
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};
const pngOf = async (i: number) => {
  const raw = { width: side, height: side, channels: 1 } as const;
  const picture = sharp(images.subarray(i * imageSize, (i + 1) * imageSize), { raw });
  return (await picture.png().toBuffer()).toString('base64');
};

it('describes an inspector, and infers what the library does', async () => {
  const metadata = (await (await fetch(`${server.url}/v2/models/discs`)).json()) as object;
  expect(metadata).toMatchObject({
    outputs: [
      { name: 'score', datatype: 'FP32', shape: [-1] },
      { name: 'map', datatype: 'FP32', shape: [-1, side, side] },
    ],
  });
  const input = { name: 'image', shape: [3, 1, side, side], datatype: 'UINT8', data: [...images] };
  const { json } = await post('/v2/models/discs/infer', { inputs: [input] });
  const [score, map] = json['outputs'] as { shape: number[]; data: number[] }[];
  expect(score).toMatchObject({ shape: [3], data: [...expected.scores] });
  expect(map!.shape).toEqual([3, side, side]);
  expect(Float32Array.from(map!.data)).toEqual(expected.maps);
});

it('tells people which piece is defective, and where', async () => {
  const pictures = await Promise.all([0, 1, 2].map(pngOf));
  const { json } = await post('/inspect', { images: pictures });
  expect(json).toMatchObject({ model: 'discs', version: '1', threshold: inspector.card.threshold });
  const pieces = json['pieces'] as {
    score: number;
    isDefective: boolean;
    places: { x: number; width: number }[];
  }[];
  expect(pieces.map(({ score }) => Math.fround(score))).toEqual([...expected.scores]);
  expect(pieces.map(({ isDefective }) => isDefective)).toEqual([false, false, true]);
  const [{ x, width }] = pieces[2]!.places as [{ x: number; width: number }];
  expect(Math.abs((x + width / 2) * side - 12.5)).toBeLessThan(5);
});

it('draws heat maps where they are asked for', async () => {
  const { json } = await post('/inspect?explain=heat-map', { images: [await pngOf(2)] });
  const [{ explanation }] = json['pieces'] as [{ explanation: { method: string; png: string } }];
  expect(explanation.method).toBe('heat-map');
  const { width, height } = await sharp(Buffer.from(explanation.png, 'base64')).metadata();
  expect([width, height]).toEqual([224, 224]);
});

it('refuses to classify by an inspector, and to inspect by a classifier', async () => {
  const picture = await pngOf(0);
  expect(await post('/predict', { images: [picture] })).toMatchObject({
    status: 400,
    json: { error: expect.stringContaining("model 'discs' is an inspector") as string },
  });
  const classifier = await smallServer();
  const response = await fetch(`${classifier.url}/inspect`, {
    method: 'POST',
    body: Buffer.from(picture, 'base64'),
    headers: { 'content-type': 'image/png' },
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain("model 'small' is a classifier");
  await classifier.stop();
});
