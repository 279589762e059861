// A catalogue over real connections. What a search finds is compared with the library's search, and that with
// all vectors by hand.
import { appendFile, cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { dot } from '../../src/catalogue/diversity.ts';
import { vectorsOf } from '../../src/catalogue/store/search.ts';
import { sketches } from '../../src/data/sketches.ts';
import { filledCatalogue } from '../../src/node/catalogue/filled-catalogue.ts';
import { openCatalogue } from '../../src/node/catalogue/open-catalogue.ts';
import { embedFiles } from '../../src/node/catalogue/query-pictures.ts';
import { modelForSync } from '../../src/node/catalogue/sync-model.ts';
import { syncCatalogue } from '../../src/node/catalogue/sync.ts';
import { newFolder, silent, smallServer, startServer } from './small-server.ts';

const model = new URL('../../models/pocket.onnx', import.meta.url);
const folder = await newFolder();
const shop = join(folder, 'shop');
const { test: drawn } = sketches({ train: 10, test: 24, seed: 3 });

/** A PNG of a sketch. */
const png = (i: number) =>
  sharp(drawn.images.slice(784 * i, 784 * (i + 1)), { raw: { width: 28, height: 28, channels: 1 } })
    .png()
    .toBuffer();

/** The key of each item; the last one has no picture, and the one before is a copy of the first. */
const keys = Array.from({ length: 20 }, (_, i) => `${i % 2 ? 'odd' : 'even'}/${i}`);
const rows = ['key,file,price'];
await mkdir(shop);
for (const [i, key] of keys.entries()) {
  await writeFile(join(shop, `${i}.png`), await png(i));
  rows.push(`${key},${i}.png,${10 * i}`);
}
rows.push('none,,1');
await writeFile(join(shop, 'items.csv'), rows.join('\n'));

/** The items with their vectors, and the vector of a picture that is not among them. */
const place = join(folder, 'catalogue');
const catalogue = await openCatalogue(place, { creates: true });
const file = { file: 'pocket.onnx', bytes: await readFile(model) };
const stored = await modelForSync(catalogue, () => Promise.resolve(file), true);
await syncCatalogue(catalogue, stored, join(shop, 'items.csv'), { threads: 1 });
const filled = await filledCatalogue(catalogue);
const vectors = await vectorsOf(filled.db, stored.id, keys);
const queryFile = join(folder, 'query.png');
await writeFile(queryFile, await png(22));
const [query] = await embedFiles(filled.model, [queryFile], { threads: 1 });
await catalogue.close();

const server = await smallServer({ maxBody: 100_000, maxPixels: 10_000 }, { models: [], catalogue: place });
afterAll(() => server.stop());

const at = (path: string) => `${server.url}/catalogue${path}`;
const ask = async (path: string, init?: RequestInit) => {
  const response = await fetch(at(path), init);
  return { status: response.status, body: await response.json() };
};
const post = (path: string, body: unknown) =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const picture = async (i: number) => (await png(i)).toString('base64');

type Items = { key: string; score: number }[];
const keysOf = ({ body }: { body: unknown }, i = 0) =>
  (body as { items: Items }[])[i]!.items.map(({ key }) => key);

/** The keys by their cosine to a vector, by comparing all. */
const nearest = (vector: Float32Array, among = keys) =>
  among.toSorted((a, b) => dot(vectors.get(b)!, vector) - dot(vectors.get(a)!, vector));

describe('a search', () => {
  it('finds the nearest items for a form, a body and base64', async () => {
    const bytes = new Uint8Array(await png(22));
    const form = new FormData();
    form.append('file', new Blob([bytes]), 'new.png');
    form.append('top', '3');
    const answers = [
      await ask('/search', { method: 'POST', body: form }),
      await ask('/search?top=3', { method: 'POST', body: bytes, headers: { 'content-type': 'image/png' } }),
      await post('/search', { images: [await picture(22)], top: 3 }),
    ];
    expect(answers.map(({ body }) => (body as { query: string }[])[0]!.query)).toEqual([
      'new.png',
      'picture',
      'images[0]',
    ]);
    for (const answer of answers) {
      expect(keysOf(answer)).toEqual(nearest(query!).slice(0, 3));
      const [{ items }] = answer.body as [{ items: Items }];
      expect(items[0]!.score).toBeCloseTo(dot(query!, vectors.get(items[0]!.key)!), 3);
      expect(items[0]).toEqual({ ...items[0], category: null, copies: [] });
    }
  });

  it('searches for each picture, under a condition, without what is not wanted', async () => {
    const images = [await picture(4), await picture(7)];
    const where = 'price < 100';
    const cheap = keys.slice(0, 10);
    const answer = await post('/search', { images, each: true, where, unlike: [], top: 2 });
    expect(keysOf(answer)).toEqual(nearest(vectors.get(keys[4]!)!, cheap).slice(0, 2));
    expect(keysOf(answer, 1)).toEqual(nearest(vectors.get(keys[7]!)!, cheap).slice(0, 2));
    const [like, unlike] = [keys[4]!, keys[7]!];
    const without = keysOf(await post('/search', { like: [like], unlike: [unlike], top: 20 }));
    expect(without.toSorted()).toEqual(keys.filter((key) => key !== like && key !== unlike).toSorted());
  });

  it.each<[string, unknown, number, RegExp]>([
    ['nothing', {}, 400, /^expected pictures, like or unlike, got none$/],
    ['no picture', { images: ['YQ=='] }, 400, /images\[0\]/],
    ['an unknown key', { like: ['x'] }, 400, /got 'x'/],
    ['a key that no database takes', { like: ['a\0'] }, 400, /like: 0/],
    ['half a character', { like: ['\ud800'] }, 400, /like: 0/],
    ['an unclosed condition', { like: [keys[0]], where: 'price <' }, 400, /^where: /],
    ['SQL', { like: [keys[0]], where: '1=1; drop table item' }, 400, /^where: /],
    ['the path of a file', { like: [keys[0]], where: "file like '/%'" }, 400, /no attribute 'file'/],
    ['too many items', { like: [keys[0]], top: 501 }, 400, /top: expected a whole number from 1 to 500/],
    ['too many pictures', { images: Array(65).fill('YQ==') }, 400, /at most 64/],
    ['an unknown option', { like: [keys[0]], tip: 1 }, 400, /no option tip/],
    ['a large body', { images: ['a'.repeat(100_000)] }, 413, /./],
  ])('refuses %s', async (_, body, status, message) => {
    const answer = await post('/search', body);
    expect(answer.body).toEqual({ error: expect.stringMatching(message) as string });
    expect(answer.status).toBe(status);
  });

  it('refuses a field of a form that is too long, instead of cutting it', async () => {
    const form = new FormData();
    form.append('like', keys[0]!);
    form.append('where', 'x'.repeat(20_000));
    const answer = await ask('/search', { method: 'POST', body: form });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/^where: /) as string },
    });
  });
});

describe('an item', () => {
  const item = (key: string, more = '') => ask(`/items/${encodeURIComponent(key)}${more}`);

  it('has attributes and what the model says, and no path', async () => {
    const { status, body } = await item(keys[3]!);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      key: keys[3],
      attributes: { price: 30 },
      model: { isNovel: expect.any(Boolean) as boolean },
    });
    expect(JSON.stringify(body)).not.toContain(folder);
    expect((await item('none')).body).toMatchObject({ key: 'none', model: null });
    expect((await item('gone')).status).toBe(404);
  });

  it('has similar items', async () => {
    const own = vectors.get(keys[3]!)!;
    const others = keys.filter((key) => key !== keys[3]);
    const { body } = await item(keys[3]!, '/similar?top=4');
    expect((body as { items: Items }).items.map(({ key }) => key)).toEqual(nearest(own, others).slice(0, 4));
    expect((await item('none', '/similar')).status).toBe(404);
    expect((await item(keys[3]!, '/similar?top=0')).status).toBe(400);
  });

  it('has its picture, until that is gone or has changed', async () => {
    const get = (key: string) => fetch(at(`/items/${encodeURIComponent(key)}/picture`));
    const response = await get(keys[5]!);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(await png(5));
    const path = join(shop, '5.png');
    await cp(join(shop, '6.png'), path);
    expect((await get(keys[5]!)).status).toBe(404);
    await writeFile(path, await png(5));
    expect((await get(keys[5]!)).status).toBe(200);
    await appendFile(path, 'x');
    expect((await get(keys[5]!)).status).toBe(404);
    await rename(path, `${path}.away`);
    expect((await get(keys[5]!)).status).toBe(404);
    expect((await get('none')).status).toBe(404);
  });
});

it('recommends what is like the history, says why, and falls back on what is popular', async () => {
  const history = [
    { item: keys[2], event: 'purchase', time: '2026-05-01' },
    { item: 'gone', time: 1 },
  ];
  const { body } = await post('/recommend', { history, top: 3, diverse: 0 });
  const others = keys.filter((key) => key !== keys[2]);
  const { items, unknown } = body as { items: (Items[number] & { because: string })[]; unknown: string[] };
  expect(items.map(({ key }) => key)).toEqual(nearest(vectors.get(keys[2]!)!, others).slice(0, 3));
  expect(items.every(({ because }) => because === keys[2])).toBe(true);
  expect(unknown).toEqual(['gone']);
  const popular = [
    { key: 'gone', score: 3 },
    { key: keys[9], score: 2 },
    { key: keys[1], score: 1 },
  ];
  const cold = await post('/recommend', { history: [], popular, where: 'price > 50' });
  expect(cold.body).toEqual({ items: [{ key: keys[9], score: 2, because: null }], unknown: [] });
  expect((await post('/recommend', { history: [{ item: 'x', time: 'soon' }] })).body).toMatchObject({
    error: expect.stringMatching(/history: 0: time: expected a time/) as string,
  });
});

describe('a server with a catalogue', () => {
  it('tells its state, is ready without models, and counts', async () => {
    const { body } = await ask('');
    expect(body).toMatchObject({
      items: 21,
      withoutPicture: 1,
      broken: 0,
      search: 'codes',
      model: { name: 'pocket' },
    });
    expect(JSON.stringify(body)).not.toContain(folder);
    expect((await fetch(`${server.url}/v2/health/ready`)).status).toBe(200);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/atelier_catalogue_searches_total\{kind="similar"\} 1\n/);
    expect(metrics).toMatch(/atelier_catalogue_ready 1\n/);
    expect(metrics).toMatch(/atelier_catalogue_seconds_count\{stage="embed"\} \d/);
  });

  it('describes the paths of its catalogue', async () => {
    const { paths } = (await (await fetch(`${server.url}/docs`)).json()) as { paths: object };
    expect(
      Object.keys(paths)
        .filter((path) => path.startsWith('/catalogue'))
        .toSorted(),
    ).toEqual([
      '/catalogue',
      '/catalogue/items/{key}',
      '/catalogue/items/{key}/picture',
      '/catalogue/items/{key}/similar',
      '/catalogue/recommend',
      '/catalogue/search',
    ]);
  });

  it('answers whether it lives within 50 ms while searches wait', async () => {
    const waiting = Array.from({ length: 60 }, (_, i) => post('/search', { like: [keys[i % 20]] }));
    const times: number[] = [];
    for (let i = 0; i < 20; i++) {
      const started = performance.now();
      await fetch(`${server.url}/v2/health/live`);
      times.push(performance.now() - started);
    }
    for (const { status } of await Promise.all(waiting)) expect(status).toBe(200);
    expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(50);
  });

  it('does not start without its catalogue', async () => {
    const start = (catalogue: string) => startServer({ models: [], catalogue }, { port: 0 }, silent);
    await expect(start(join(folder, 'nothing'))).rejects.toThrow(/no such catalogue/);
    await expect(start(place)).rejects.toThrow(/already working on this catalogue/);
  });
});
