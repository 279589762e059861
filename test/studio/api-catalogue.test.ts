// A catalogue on a Postgres server in the studio: what its pages ask for, and a database that goes away.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activeModel } from '../../src/catalogue/store/models.ts';
import type * as contract from '../../src/server/studio/contract/catalogue.ts';
import { openCatalogue, storeModel, syncCatalogue } from '../catalogue/library.ts';
import { findPostgres, startPostgres, type PostgresServer } from '../catalogue/postgres.ts';
import { model, pictures } from '../catalogue/shop.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { openTestStudio, type TestStudio } from './studio-server.ts';

const programs = await findPostgres();

describe.skipIf(programs === undefined)('a catalogue on a database', () => {
  let postgres: PostgresServer;
  let studio: TestStudio;
  let png: Buffer[];
  let id: string;
  beforeAll(async () => {
    postgres = await startPostgres(programs!);
    const address = await postgres.createDatabase('shop');
    const folder = await temporaryFolder();
    const photos = join(folder, 'photos');
    await mkdir(photos);
    png = await pictures(12);
    for (const [i, bytes] of png.entries()) await writeFile(join(photos, `${i}.png`), bytes);
    const catalogue = await openCatalogue(address, { creates: true });
    await storeModel(catalogue.db, model);
    await syncCatalogue(catalogue, (await activeModel(catalogue.db))!, photos, { threads: 1 });
    await catalogue.close();
    const withPassword = address.replace('owner@', 'owner:secret@');
    studio = await openTestStudio(folder, { catalogues: [withPassword] });
    const [name] = (await studio.get('/api/catalogues')) as contract.CatalogueName[];
    expect(name).toMatchObject({ name: 'shop', place: address, option: '--database' });
    id = name!.id;
  }, 120_000);
  afterAll(async () => {
    await studio.stop();
    await postgres.remove();
  });

  const get = <T>(path: string) => studio.get(`/api/catalogues/${id}${path}`) as Promise<T>;
  const status = async (method: string, path: string, body?: unknown) => {
    const answer = await studio.send(method, `/api/catalogues/${id}${path}`, body);
    return [answer.status, (JSON.parse(answer.text) as { error?: string }).error];
  };
  const correct = (category: string | null) =>
    status('POST', '/corrections', { corrections: [{ key: '3.png', category }] });
  const correction = async () => (await get<contract.ItemDetail>('/item?key=3.png')).correction;

  it('opens when the database comes up, and never tells its password', async () => {
    await postgres.kill();
    const [code, error] = await status('GET', '');
    expect([code, error]).toEqual([503, expect.stringMatching(/^postgres:.*: can't connect: /)]);
    expect(error).not.toContain('secret');
    await postgres.start();
    expect((await get<contract.CatalogueDetail>('')).items).toBe(12);
  });

  it('is shown, searched and decided about as one in a folder', async () => {
    const where = encodeURIComponent("key ilike '1%'");
    const page = await get<contract.ItemPage>(`/items?start=1&count=2&where=${where}`);
    expect([page.total, page.items.map(({ key }) => key)]).toEqual([3, ['10.png', '11.png']]);
    const images = [png[5]!.toString('base64')];
    const found = await studio.send('POST', `/api/catalogues/${id}/search`, { images, top: 1 });
    expect(JSON.parse(found.text)).toMatchObject([{ key: '5.png' }]);
    const picture = await studio.send('GET', `/api/catalogues/${id}/picture?key=5.png&edge=64`);
    expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/webp']);
    const review = await get<contract.Review>('/review?minConfidence=1');
    expect(review.total).toBeGreaterThan(0);
    expect((await get<contract.Inventory>('/inventory')).changes.added.total).toBe(12);
    expect(await correct('Dress')).toEqual([200, undefined]);
    expect(await correction()).toBe('Dress');
  });

  it('says so while the database is away; what was decided is there when it is back', async () => {
    const away = [503, 'the database of the catalogue does not answer'];
    expect(await correct('Dress')).toEqual([200, undefined]);
    await postgres.kill();
    for (const path of [
      '',
      '/items?start=0&count=9',
      '/item?key=3.png',
      '/review?minConfidence=1',
      '/inventory',
    ])
      expect(await status('GET', path), path).toEqual(away);
    expect(await status('POST', '/search', { like: ['3.png'] })).toEqual(away);
    expect(await correct(null)).toEqual(away);
    await postgres.start();
    expect(await correction()).toBe('Dress');
    expect(await correct(null)).toEqual([200, undefined]);
    expect(await correction()).toBeNull();
  });
});
