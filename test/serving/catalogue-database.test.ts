// A catalogue on a Postgres server, served over HTTP: who may ask, a database that goes away and comes back,
// and a model that changes meanwhile.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activeModel } from '../../src/catalogue/store/models.ts';
import { openCatalogue, reindexCatalogue, storeModel, syncCatalogue } from '../catalogue/library.ts';
import { findPostgres, startPostgres, type PostgresServer } from '../catalogue/postgres.ts';
import { model, pictures } from '../catalogue/shop.ts';
import { newFolder, smallModel, smallServer } from './small-server.ts';

const programs = await findPostgres();
const origin = 'https://shop.example';

describe.skipIf(programs === undefined)('A served catalogue on a database', () => {
  let postgres: PostgresServer;
  let address: string;
  let server: Awaited<ReturnType<typeof smallServer>>;
  let png: Buffer[];
  beforeAll(async () => {
    postgres = await startPostgres(programs!);
    address = await postgres.createDatabase('shop');
    const folder = join(await newFolder(), 'shop');
    await mkdir(folder);
    png = await pictures(12);
    for (const [i, bytes] of png.entries()) await writeFile(join(folder, `${i}.png`), bytes);
    const catalogue = await openCatalogue(address, { creates: true });
    await storeModel(catalogue.db, model);
    await syncCatalogue(catalogue, (await activeModel(catalogue.db))!, folder, { threads: 1 });
    await catalogue.close();
    const options = { token: 'secret', cors: [origin] };
    server = await smallServer(options, { models: [], catalogue: address });
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await postgres.remove();
  });

  const authorization = 'Bearer secret';
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, { ...init, headers: { authorization, ...init.headers } });
  const search = (body: unknown) =>
    ask('/catalogue/search', {
      ...{ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    });
  const nearestTo = async (i: number) => {
    const response = await search({ images: [png[i]!.toString('base64')], top: 1 });
    const body = (await response.json()) as [{ items: [{ key: string; score: number }] }?];
    return { status: response.status, ...body[0]?.items[0] };
  };

  it.each([
    ['GET', '/catalogue'],
    ['POST', '/catalogue/search'],
    ['POST', '/catalogue/recommend'],
    ['GET', '/catalogue/items/0.png'],
    ['GET', '/catalogue/items/0.png/similar'],
    ['GET', '/catalogue/items/0.png/picture'],
  ])('wants its token for %s %s', async (method, path) => {
    for (const headers of [{ authorization: '' }, { authorization: 'Bearer Secret' }]) {
      const response = await ask(path, { method, headers });
      expect(response.status).toBe(401);
      expect(Object.keys((await response.json()) as object)).toEqual(['error']);
    }
  });

  it('lets the pages of its origins ask, and no others', async () => {
    const allowed = async (from: string) =>
      (await ask('/catalogue', { headers: { origin: from } })).headers.get('access-control-allow-origin');
    expect(await allowed(origin)).toBe(origin);
    expect(await allowed('https://other.example')).not.toBe('https://other.example');
    const asked = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const preflight = await fetch(`${server.url}/catalogue/search`, {
      method: 'OPTIONS',
      headers: { origin, ...asked },
    });
    expect(preflight.ok).toBe(true);
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization/i);
  });

  it('answers 503 in a line while the database is away, and answers again when it is back', async () => {
    const ready = async () => (await fetch(`${server.url}/v2/health/ready`)).status;
    expect([await ready(), await nearestTo(3)]).toMatchObject([200, { status: 200, key: '3.png' }]);
    await postgres.kill();
    for (const path of ['/catalogue', '/catalogue/items/0.png', '/catalogue/items/0.png/similar']) {
      const response = await ask(path);
      expect([response.status, await response.json()]).toEqual([
        503,
        { error: 'the database of the catalogue does not answer' },
      ]);
    }
    expect((await search({ like: ['0.png'] })).status).toBe(503);
    expect([await ready(), (await fetch(`${server.url}/v2/health/live`)).status]).toEqual([503, 200]);
    await postgres.start();
    expect([await ready(), await nearestTo(3)]).toMatchObject([200, { status: 200, key: '3.png' }]);
  });

  it('searches on while the model changes, and by the new one afterwards', async () => {
    const nameOf = async () =>
      ((await (await ask('/catalogue')).json()) as { model: { name: string } }).model.name;
    expect(await nameOf()).toBe('pocket');
    const catalogue = await openCatalogue(address);
    const searched: Promise<Awaited<ReturnType<typeof nearestTo>>>[] = [];
    await reindexCatalogue(
      catalogue,
      { file: 'other.onnx', bytes: smallModel(5) },
      { threads: 1, onProgress: () => searched.push(nearestTo(searched.length), nearestTo(7)) },
    );
    await catalogue.close();
    expect(searched.length).toBeGreaterThan(2);
    for (const { status } of await Promise.all(searched)) expect(status).toBe(200);
    expect(await nameOf()).toBe('other');
    const found = await nearestTo(7);
    expect(found.status).toBe(200);
    expect(found.score).toBeCloseTo(1, 2);
  });
});
