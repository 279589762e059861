// What holds for a catalogue wherever it is: in a folder, by PGlite, and on a Postgres server.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchCatalogue } from '../../src/catalogue/search.ts';
import type { Catalogue } from '../../src/catalogue/store/catalogue.ts';
import { activeModel } from '../../src/catalogue/store/models.ts';
import { atelier, lines } from '../testing/atelier.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { atelierProcess } from '../testing/process.ts';
import { killSyncs } from './kills.ts';
import { embedFiles, openCatalogue, renameSource, syncCatalogue } from './library.ts';
import { findPostgres, startPostgres } from './postgres.ts';
import { modelFile, pictures, storedChanges, storedItems } from './shop.ts';
import { databases, folders, placeOptions } from './stores.ts';

const root = await temporaryFolder();
const programs = await findPostgres();
const server = programs === undefined ? undefined : await startPostgres(programs);
afterAll(() => server?.remove());
const stores = [folders(root), ...(server ? [databases(server)] : [])];
const png = await pictures(150);

/** Writes files, by their paths from a folder. @returns the folder */
async function write(folder: string, files: Readonly<Record<string, Buffer | string>>): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/**
 * Synchronises by the library.
 *
 * @returns the counts that are not 0, the keys of broken files, how many files were read, and the notices
 */
async function sync(catalogue: Catalogue, source: string) {
  let read = 0;
  const notices: string[] = [];
  const { broken, ...counts } = await syncCatalogue(catalogue, (await activeModel(catalogue.db))!, source, {
    threads: 1,
    onProgress: (_done, total) => (read = total),
    onNotice: (text) => notices.push(text),
  });
  return {
    ...Object.fromEntries(Object.entries(counts).filter(([name, count]) => name !== 'seconds' && count > 0)),
    ...{ broken: broken.map(({ file }) => file), read, notices },
  };
}

const nothingElse = { broken: [], read: 0, notices: [] };

/** Checks that the pictures that a catalogue has are those in a folder, each with its own vector. */
async function expectPictures(catalogue: Catalogue, folder: string, names: readonly string[]): Promise<void> {
  const items = await storedItems(catalogue);
  expect(items.map(({ key }) => key)).toEqual([...names].sort());
  const files = items.map(({ key }) => join(folder, key));
  const vectors = await embedFiles((await activeModel(catalogue.db))!, files, { threads: 1 });
  for (const [i, { key, content, embedding, hash }] of items.entries()) {
    expect(content, key).toBe(createHash('sha256').update(await readFile(files[i]!)).digest('hex')); // prettier-ignore
    expect(distance(JSON.parse(embedding!) as number[], vectors[i]!), key).toBeLessThan(2e-3);
    expect(hash, key).toMatch(/^[0-9a-f]{64}$/);
  }
}

const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.hypot(...Array.from(a, (value, i) => value - b[i]!));

/** Runs a command that must refuse in one line. @returns the line */
async function refusal(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await atelier('catalogue', ...args);
  expect({ code, stdout, lines: lines(stderr).length }, stderr).toEqual({ code: 2, stdout: '', lines: 1 });
  return lines(stderr)[0]!;
}

describe.each(stores)('A catalogue by $name', ({ name, newPlace }) => {
  const sources = join(root, name);

  describe('in step with a folder', () => {
    const folder = join(sources, 'shop');
    let catalogue: Catalogue;
    beforeAll(async () => {
      await write(folder, {
        'shoes/boot.png': png[0]!,
        'shoes/sandal.png': png[1]!,
        'bag.png': png[2]!,
        'coat.png': png[3]!,
        'dress.png': png[4]!,
        'scarf.png': png[9]!,
        'broken.png': png[5]!.subarray(0, 100),
      });
      catalogue = await openCatalogue(await newPlace());
    });
    afterAll(() => catalogue.close());

    it('has each picture, and lists a broken one', async () => {
      expect(await sync(catalogue, folder)).toEqual({
        ...{ ...nothingElse, added: 6, broken: ['broken.png'], read: 7 },
      });
      await expectPictures(catalogue, folder, [
        ...['bag.png', 'coat.png', 'dress.png', 'scarf.png', 'shoes/boot.png', 'shoes/sandal.png'],
      ]);
      const categories = await catalogue.db.selectFrom('item').select(['key', 'attributes']).execute();
      expect(Object.fromEntries(categories.map(({ key, attributes }) => [key, attributes]))).toMatchObject({
        ...{ 'bag.png': {}, 'shoes/boot.png': { category: 'shoes' } },
      });
    });

    it('reads nothing again, not even the broken file', async () => {
      expect(await sync(catalogue, folder)).toEqual({
        ...{ ...nothingElse, unchanged: 6, broken: ['broken.png'] },
      });
    });

    it('follows what is added, changed, touched, moved, copied, removed, mended and broken', async () => {
      await write(folder, { 'hat.png': png[6]!, 'coat.png': png[7]!, 'broken.png': png[5]! });
      await utimes(join(folder, 'dress.png'), 1e9, 1e9);
      await mkdir(join(folder, 'bags'));
      await rename(join(folder, 'bag.png'), join(folder, 'bags/bag.png'));
      await copyFile(join(folder, 'dress.png'), join(folder, 'gown.png'));
      await unlink(join(folder, 'shoes/sandal.png'));
      await writeFile(join(folder, 'scarf.png'), 'no picture');
      expect(await sync(catalogue, folder)).toEqual({
        ...{ ...nothingElse, added: 3, changed: 1, moved: 1, removed: 2, unchanged: 2, read: 7 },
        broken: ['scarf.png'],
      });
      await expectPictures(catalogue, folder, [
        ...['bags/bag.png', 'broken.png', 'coat.png', 'dress.png', 'gown.png', 'hat.png', 'shoes/boot.png'],
      ]);
      expect(await storedChanges(catalogue)).toEqual([
        ...['added bag.png', 'added broken.png', 'added coat.png', 'added dress.png', 'added gown.png'],
        ...['added hat.png', 'added scarf.png', 'added shoes/boot.png', 'added shoes/sandal.png'],
        ...['changed coat.png', 'moved bags/bag.png', 'removed scarf.png', 'removed shoes/sandal.png'],
      ]);
      expect(await sync(catalogue, folder)).toEqual({ ...nothingElse, unchanged: 7, broken: ['scarf.png'] });
      await unlink(join(folder, 'scarf.png'));
      expect(await sync(catalogue, folder)).toEqual({ ...nothingElse, unchanged: 7 });
    });

    it('gives each item the vector of its own picture when pictures change places', async () => {
      const at = (file: string) => join(folder, file);
      await writeFile(at('old-coat.png'), png[7]!); // the picture lives on under another name,
      await writeFile(at('coat.png'), png[8]!); // and its name has another one
      await writeFile(at('hat.png'), png[4]!); // two change places
      await writeFile(at('dress.png'), png[6]!);
      await rename(at('shoes/boot.png'), at('boot.png')); // one moves, and has a copy
      await copyFile(at('boot.png'), at('boots.png'));
      expect(await sync(catalogue, folder)).toEqual({
        ...{ ...nothingElse, added: 2, changed: 3, moved: 1, unchanged: 3, read: 6 },
      });
      await expectPictures(catalogue, folder, [
        ...['bags/bag.png', 'boot.png', 'boots.png', 'broken.png', 'coat.png', 'dress.png', 'gown.png'],
        ...['hat.png', 'old-coat.png'],
      ]);
    });

    it('has no two items of one key from two folders', async () => {
      const other = await write(join(sources, 'other'), { 'hat.png': png[9]! });
      await expect(sync(catalogue, other)).rejects.toThrow(
        "other: the key 'hat.png' already belongs to an item of",
      );
      expect(await sync(catalogue, folder)).toEqual({ ...nothingElse, unchanged: 9 });
    });

    it('follows the folder to another place, into another folder, when it is told so', async () => {
      const before = await storedItems(catalogue);
      const shop = join(sources, 'all');
      await mkdir(shop);
      await rename(folder, join(shop, 'pictures'));
      await expect(renameSource(catalogue, folder, join(shop, 'none'))).rejects.toThrow("can't be read");
      await expect(renameSource(catalogue, shop, shop)).rejects.toThrow(
        `which has '${folder}', got '${shop}'`,
      );
      expect(await renameSource(catalogue, folder, join(shop, 'pictures'))).toBe(9);
      expect(await renameSource(catalogue, folder, join(shop, 'pictures'))).toBe(0);
      expect(await sync(catalogue, join(shop, 'pictures'))).toEqual({
        ...{ ...nothingElse, unchanged: 9, read: 9 },
      });
      expect(await storedItems(catalogue)).toEqual(before);
      await renameSource(catalogue, join(shop, 'pictures'), shop);
      expect(await sync(catalogue, shop)).toEqual({ ...nothingElse, moved: 9, read: 9 });
      await expectPictures(
        catalogue,
        shop,
        before.map(({ key }) => `pictures/${key}`),
      );
    });
  });

  describe('in step with a table', () => {
    const folder = join(sources, 'table');
    const table = join(folder, 'products.csv');
    const heading = 'sku,picture,price,colour';
    const rows = ['A1,a.png,10,red', 'B2,b.png,20.5,', 'C3,,30,blue', 'D4,missing.png,40,green'];
    const writeTable = (...lines: string[]) => writeFile(table, [heading, ...lines, ''].join('\n'));
    const attributesOf = async (key: string) =>
      (await catalogue.db.selectFrom('item').select('attributes').where('key', '=', key).executeTakeFirst())
        ?.attributes;
    let catalogue: Catalogue;
    beforeAll(async () => {
      await write(folder, { 'a.png': png[0]!, 'b.png': png[1]! });
      catalogue = await openCatalogue(await newPlace());
    });
    afterAll(() => catalogue.close());

    it('has an item for each row, with its attributes, and lists a row whose file is missing', async () => {
      await writeTable(...rows);
      expect(await sync(catalogue, table)).toEqual({ ...nothingElse, added: 3, broken: ['D4'], read: 2 });
      expect(await attributesOf('A1')).toEqual({ price: 10, colour: 'red' });
      expect(await attributesOf('B2')).toEqual({ price: 20.5 });
      const items = await storedItems(catalogue);
      expect(items.map(({ key, embedding }) => [key, embedding !== null])).toEqual([
        ...[['A1', true], ['B2', true], ['C3', false]], // prettier-ignore
      ]);
      expect(await sync(catalogue, table)).toEqual({ ...nothingElse, unchanged: 3, broken: ['D4'] });
    });

    it('stores attributes that changed without reading the pictures', async () => {
      await writeTable('A1,a.png,9,red', ...rows.slice(1, 3));
      expect(await sync(catalogue, table)).toEqual({ ...nothingElse, changed: 1, unchanged: 2 });
      expect(await attributesOf('A1')).toEqual({ price: 9, colour: 'red' });
    });

    it('says that a column of numbers with a word is text', async () => {
      await writeTable('A1,a.png,9,red', 'B2,b.png,20.5,', 'C3,,dear,blue');
      const result = await sync(catalogue, table);
      expect(result).toMatchObject({ changed: 3, read: 0 });
      expect(result.notices).toEqual([
        "the column 'price' is text, not numbers: 1 of 3 values are words, such as 'dear' on line 4",
      ]);
      expect(await attributesOf('A1')).toEqual({ price: '9', colour: 'red' });
    });

    it('refuses a key on two lines, or a very long one, and changes nothing', async () => {
      const before = await storedItems(catalogue);
      await writeTable(...rows, `${'long '.repeat(200)},,1,red`);
      await expect(sync(catalogue, table)).rejects.toThrow(
        "products.csv: expected keys of at most 600 characters, got one of 999, 'long long",
      );
      await writeTable(...rows, 'A1,b.png,1,red');
      await expect(sync(catalogue, table)).rejects.toThrow(
        "products.csv, line 6: the key 'A1' is already on line 2",
      );
      expect(await storedItems(catalogue)).toEqual(before);
    });

    it('takes the vector from an item that has no picture any more', async () => {
      await writeTable('A1,,9,red', 'B2,a.png,20,', 'C3,b.png,30,blue');
      expect(await sync(catalogue, table)).toMatchObject({ changed: 3, broken: [] });
      const items = await storedItems(catalogue);
      expect(items.map(({ key, embedding }) => [key, embedding !== null])).toEqual([
        ...[['A1', false], ['B2', true], ['C3', true]], // prettier-ignore
      ]);
      await writeTable('B2,a.png,20,', 'C3,b.png,30,blue');
      expect(await sync(catalogue, table)).toEqual({ ...nothingElse, removed: 1, unchanged: 2 });
    });

    it('has names and text in one form of Unicode, as conditions have them', async () => {
      const decomposed = 'gr\u00fcn'.normalize('NFD');
      const own = join(sources, 'unicode.csv');
      await writeFile(own, `sku,${decomposed}er Ton\nU1,${decomposed}\n`);
      expect(await sync(catalogue, own)).toMatchObject({ added: 1 });
      expect(await attributesOf('U1')).toEqual({ 'gr\u00fcner Ton': 'gr\u00fcn' });
    });

    it('keeps numbers with many digits as text', async () => {
      await writeTable('B2,a.png,1e999,red', 'C3,b.png,12345678901234567890,blue');
      expect(await sync(catalogue, table)).toMatchObject({ changed: 2, broken: [] });
      expect(await attributesOf('B2')).toEqual({ price: '1e999', colour: 'red' });
      expect(await attributesOf('C3')).toEqual({ price: '12345678901234567890', colour: 'blue' });
      expect(await sync(catalogue, table)).toMatchObject({ unchanged: 2, read: 0 });
    });
  });

  describe('with many items', () => {
    const folder = join(sources, 'many');
    const keys = png.map((_, i) => `${String(i).padStart(3, '0')}.png`);
    let place: string;
    beforeAll(async () => {
      await write(folder, Object.fromEntries(png.map((bytes, i) => [keys[i]!, bytes])));
      place = await newPlace();
      const catalogue = await openCatalogue(place);
      await sync(catalogue, folder);
      await catalogue.close();
    });

    it('finds what comparing with all vectors finds', async () => {
      const catalogue = await openCatalogue(place);
      const model = (await activeModel(catalogue.db))!;
      const vectors = (await storedItems(catalogue)).map(({ key, embedding }) => ({
        ...{ key, vector: JSON.parse(embedding!) as number[] },
      }));
      const [query] = await embedFiles(model, [join(folder, keys[7]!)], { threads: 1 });
      const scores = new Map(vectors.map(({ key, vector }) => [key, dot(query!, vector)]));
      const found = await searchCatalogue({ ...catalogue, model }, { pictures: [query!], count: 10 });
      await catalogue.close();
      const nearest = [...scores.values()].sort((a, b) => b - a).slice(0, 10);
      expect(found[0]!.key).toBe(keys[7]);
      expect(found.map(({ score }) => score)).toEqual(
        nearest.map((score) => expect.closeTo(score, 3) as number),
      );
      for (const { key, score } of found) expect(score, key).toBeCloseTo(scores.get(key)!, 3);
    });

    it('refuses another model', async () => {
      const line = await refusal('sync', folder, '--model', 'couture', ...placeOptions(place));
      expect(line).toContain('--model: this catalogue has the vectors of pocket');
      expect(line).toContain('atelier catalogue reindex');
    });

    it('loses nothing when three synchronisations are killed', async () => {
      const catalogue = await openCatalogue(place);
      const items = await storedItems(catalogue);
      await catalogue.close();
      const vectors = new Map(items.map(({ content, embedding }) => [content!, embedding!]));
      const shop = { folder: join(sources, 'killed'), png, vectors, kills: 3, seed: Date.now() };
      await mkdir(shop.folder);
      await killSyncs({ ...shop, place: await newPlace() });
    });
  });

  it('that is empty says how to fill it, and one that a later version made is refused', async () => {
    const place = await newPlace();
    const search = ['search', modelFile, ...placeOptions(place)];
    expect(await refusal(...search)).toContain('the catalogue is empty; fill it with atelier catalogue sync');
    const catalogue = await openCatalogue(place);
    await sql`insert into catalogue_migration values ('9 later', '')`.execute(catalogue.db);
    await catalogue.close();
    expect(await refusal(...search)).toMatch(
      /expected a catalogue of version \d+ or before, got version \d+, which a later version/,
    );
  });
});

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a, (value, i) => value * b[i]!).reduce((sum, product) => sum + product, 0);

describe('A catalogue in a folder', () => {
  it('is used by one process at a time', async () => {
    const place = await stores[0]!.newPlace();
    const catalogue = await openCatalogue(place);
    const { code, stderr } = await atelierProcess('catalogue', 'status', '--in', place);
    await catalogue.close();
    expect({ code, stderr }).toEqual({
      ...{ code: 2, stderr: `atelier: ${place}: process ${process.pid} is working on this catalogue\n` },
    });
  });

  it('is not any folder', async () => {
    const photos = await write(join(root, 'photos'), { 'a.png': png[0]! });
    expect(await refusal('sync', photos, '--into', photos, '--model', modelFile)).toContain(
      "photos: expected a catalogue or an empty folder, got a folder with 'a.png'",
    );
    const file = join(photos, 'a.png');
    expect(await refusal('status', '--in', file)).toContain('a.png: ');
    const missing = join(root, 'missing');
    expect(await refusal('sync', join(root, 'nowhere'), '--into', missing)).toContain(
      "nowhere: can't be read",
    );
    expect(await refusal('sync', photos, '--into', missing, '--model', 'none.onnx')).toContain(
      'none.onnx: no such file',
    );
    expect(await refusal('status', '--in', missing)).toContain('no such catalogue; make one with');
    await mkdir(missing);
    expect(await refusal('status', '--in', missing)).toContain('no such catalogue; make one with');
    await rm(missing, { recursive: true });
  });
});
