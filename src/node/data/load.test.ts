// Which source is used when, and when there is an error instead; with folders made for the test and no real
// network.
import { mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { idxFileNames, sha256 } from './fashion-mnist.ts';
import { loadData, type LoadOptions } from './load.ts';
import type { PictureProgress } from './photographs/reading.ts';
import { photoFolder, writePhotos } from './photographs/testing/photos.ts';
import { dataStatus, namedStatus } from './status.ts';
import { fileHandler, serve } from './testing/file-server.ts';
import { smallIdxFiles, smallIdxFolder, temporaryFolder } from './testing/idx-folder.ts';
import { verifyFashionMnist } from './verify.ts';

const real = process.env['ATELIER_DATA'];

/** An environment with an empty cache, and what the load says. */
async function world(env: Record<string, string> = {}) {
  const notices: string[] = [];
  const cache = await temporaryFolder();
  const options = {
    env: { XDG_CACHE_HOME: cache, ...env },
    onNotice: (notice: string) => notices.push(notice),
  };
  return { notices, folder: join(cache, 'atelier', 'fashion-mnist'), options: options satisfies LoadOptions };
}

async function problemOf(load: Promise<unknown>): Promise<string> {
  const error: unknown = await load.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).not.toContain('\n');
  return (error as Error).message;
}

describe('loadData with a name', () => {
  it('draws the sketches', async () => {
    const { notices, options } = await world({ ATELIER_DATA: '/not/there' });
    expect((await loadData('sketches', options)).train).toMatchObject({ name: 'sketches', count: 12_000 });
    expect(notices).toEqual([]);
  });

  it('reads a folder, and refuses other paths', async () => {
    const folder = await smallIdxFolder(true);
    const { options } = await world({ ATELIER_DATA: '/not/there' });
    expect((await loadData(folder, options)).train.name).toBe(basename(folder));
    expect(await problemOf(loadData('shoes', options))).toContain("got 'shoes', which does not exist");
    expect(await problemOf(loadData(await temporaryFolder(), options))).toContain('found an empty folder');
    expect((await loadData(join(folder, 'train-labels-idx1-ubyte.gz'), options)).train.count).toBe(20);
  });

  it('says which classes have no training pictures', async () => {
    const folder = await smallIdxFolder(true);
    await writeFile(
      join(folder, 'classes.txt'),
      Array.from({ length: 12 }, (_, i) => `class ${i}\n`).join(''),
    );
    const { notices, options } = await world();
    const { train } = await loadData(folder, options);
    expect(train.classNames).toHaveLength(12);
    expect(notices).toEqual([
      expect.stringContaining(
        "the train split has no pictures of 'class 10', 'class 11', so no model can learn them",
      ),
    ]);
  });

  it('reads photographs from a folder and by a table, with options for them', async () => {
    const folder = await photoFolder({ 'bag/1.png': '#102030', 'hat/1.png': '#405060' });
    const table = join(folder, 'bags.CSV');
    await writeFile(table, 'file,label\nbag/1.png,small\nhat/1.png,large\n');
    const { options } = await world();
    const decoded: string[] = [];
    const onPicture = ({ name, done, total }: PictureProgress) => decoded.push(`${name} ${done}/${total}`);
    const pictures = { size: 8, testShare: 0 };
    const { train } = await loadData(folder, { ...options, pictures, onPicture });
    expect(train).toMatchObject({ name: 'photos', classNames: ['bag', 'hat'], height: 8, channels: 3 });
    expect(decoded).toEqual(['photos 0/2', 'photos 1/2', 'photos 2/2']);
    const named = await loadData(table, { ...options, pictures });
    expect(named.train).toMatchObject({ name: 'bags', classNames: ['large', 'small'], count: 2 });
  });

  it('reads a folder with an IDX file as IDX files, whatever else is in it', async () => {
    const folder = await smallIdxFolder(true, { trainLabels: null });
    await writePhotos(folder, { 'bag/1.png': '#102030', 'hat/1.png': '#405060' });
    expect(await problemOf(loadData(folder))).toContain('missing: train-labels-idx1-ubyte');
  });

  it('never falls back from fashion-mnist', async () => {
    const { notices, folder, options } = await world();
    const problem = await problemOf(loadData('fashion-mnist', { ...options, offline: true }));
    expect(problem).toBe(
      `fashion-mnist: not in the cache (${folder}), and downloads are turned off (offline)`,
    );
    const download = { mirrors: [await serve(fileHandler({}))] };
    expect(await problemOf(loadData('fashion-mnist', { ...options, download }))).toContain('HTTP status 404');
    expect(notices).toEqual([]);
  });
});

describe('loadData without a name', () => {
  it('falls back on the sketches with one line of notice', async () => {
    const { notices, options } = await world();
    expect((await loadData(undefined, { ...options, offline: true })).train.name).toBe('sketches');
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/^fashion-mnist: not in the cache .* using sketches instead[^\n]*$/);
  });

  it('does not fall back if ATELIER_DATA is invalid', async () => {
    const { options } = await world({ ATELIER_DATA: '/not/there' });
    expect(await problemOf(loadData(undefined, options))).toBe(
      `ATELIER_DATA: data: expected fashion-mnist, sketches, or the path of a folder or file of data, got '${resolve('/not/there')}', which does not exist`,
    );
  });

  it('reads other valid files from ATELIER_DATA under their own name, but not as fashion-mnist', async () => {
    const folder = await smallIdxFolder(false);
    const { notices, options } = await world({ ATELIER_DATA: folder });
    expect((await loadData(undefined, options)).train).toMatchObject({ name: basename(folder), count: 20 });
    expect(notices.at(-1)).toContain('is not the published Fashion-MNIST');
    expect(await problemOf(loadData('fashion-mnist', options))).toContain('ATELIER_DATA: ');
  });

  it('says so when the cache is wrong or incomplete', async () => {
    const { notices, folder, options } = await world();
    await mkdir(dirname(folder), { recursive: true });
    await rename(await smallIdxFolder(true), folder);
    await loadData(undefined, { ...options, offline: true });
    expect(notices[0]).toContain('has wrong checksums, and downloads are turned off');
    await writeFile(join(folder, 't10k-labels-idx1-ubyte.gz'), Uint8Array.of(0x1f, 0x8b, 8, 0));
    expect(await problemOf(loadData('fashion-mnist', { ...options, offline: true }))).toContain('truncated');
  });
});

describe.skipIf(!real)('with Fashion-MNIST (needs ATELIER_DATA)', () => {
  it('loads it from ATELIER_DATA and from the cache', async () => {
    const { folder, options } = await world();
    const variable = { ...options, env: { ...options.env, ATELIER_DATA: real } };
    expect((await loadData('fashion-mnist', variable)).train).toMatchObject({
      name: 'fashion-mnist',
      count: 60_000,
    });
    await mkdir(dirname(folder), { recursive: true });
    await symlink(resolve(real!), folder);
    expect((await loadData(undefined, { ...options, offline: true })).test.count).toBe(10_000);
  });

  it('downloads into the cache, and later only the broken file', async () => {
    const { notices, folder, options } = await world();
    const names = Object.values(idxFileNames).map((name) => `${name}.gz`);
    const files = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await readFile(join(real!, name))] as const)),
    );
    const download = { mirrors: [await serve(fileHandler(files))] };
    expect((await loadData(undefined, { ...options, download })).train.name).toBe('fashion-mnist');
    await writeFile(join(folder, names[1]!), 'broken');
    const asked = new Set<string>();
    const onProgress = ({ file }: { file: string }) => asked.add(file);
    expect((await loadData(undefined, { ...options, download, onProgress })).train.name).toBe(
      'fashion-mnist',
    );
    expect([...asked]).toEqual(['train-labels-idx1-ubyte']);
    expect(notices).toEqual([expect.stringContaining('downloading it again')]);
  });
});

describe('verifyFashionMnist', () => {
  it('tells ok, wrong and missing files apart', async () => {
    const folder = await smallIdxFolder(true, { trainLabels: null });
    await writeFile(join(folder, 't10k-labels-idx1-ubyte.gz'), Uint8Array.of(0x1f, 0x8b, 8, 0));
    const [images, labels, , testLabels] = await verifyFashionMnist(folder);
    expect(images).toMatchObject({ status: 'wrong', sha256: sha256(smallIdxFiles().trainImages) });
    expect(labels).toMatchObject({ status: 'missing', name: 'train-labels-idx1-ubyte' });
    expect(testLabels).toMatchObject({
      status: 'wrong',
      problem: expect.stringContaining('truncated') as string,
    });
  });

  it.skipIf(!real)('finds the published files right (needs ATELIER_DATA)', async () => {
    expect((await verifyFashionMnist(real!)).map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });
});

describe('dataStatus', () => {
  it('lists the files of each place, and counts the classes', async () => {
    const folder = await smallIdxFolder(true);
    const { options } = await world({ ATELIER_DATA: folder });
    const [variable, cache] = await dataStatus(options.env);
    const counts = { train: Array<number>(10).fill(2), test: Array<number>(10).fill(1) };
    expect(variable).toMatchObject({ place: 'ATELIER_DATA', source: folder, form: 'idx', counts });
    expect(variable?.files?.map(({ bytes }) => bytes! > 0)).toEqual([true, true, true, true]);
    expect(cache?.files?.every(({ path }) => path === undefined)).toBe(true);
    expect(cache?.problem).toBeUndefined();
  });

  it('says what is wrong with a place that has some files', async () => {
    const folder = await smallIdxFolder(true, { testLabels: null });
    const { options } = await world({ ATELIER_DATA: folder });
    expect((await dataStatus(options.env))[0]?.problem).toContain('missing: t10k-labels-idx1-ubyte');
    expect((await dataStatus({ HOME: folder }))[0]).toEqual({ place: 'ATELIER_DATA' });
    expect((await dataStatus({ HOME: '' }))[1]).toEqual({
      place: 'cache',
      problem: expect.stringContaining('HOME: expected the absolute path') as string,
    });
  });
});

describe('namedStatus', () => {
  it('reports what was recognised, the counts, and what is left out and why', async () => {
    const idx = await smallIdxFolder(true);
    expect(await namedStatus(idx)).toMatchObject({
      ...{ place: 'named', source: idx, form: 'idx', counts: { train: Array(10).fill(2) } },
      classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    });
    const photos = await photoFolder({
      ...{ 'train/bag/1.png': '#102030', 'train/hat/1.png': '#102030', 'train/hat/2.png': '#102030' },
      ...{ 'test/hat/1.png': '#102030', 'test/hat/a.txt': new Uint8Array(), 'test/1.png': '#0f0' },
      ...{ 'train/hat/@eaDir/2.png/x.jpg': '#102030', README: new Uint8Array() },
    });
    expect(await namedStatus(photos)).toEqual({
      ...{ place: 'named', source: photos, form: 'photograph folders', name: 'photos' },
      seen: 'a folder for each split, with a folder for each class in it',
      classNames: ['bag', 'hat'],
      counts: { train: [1, 2], test: [0, 1] },
      leftOut: [
        { reason: 'other kind', what: '.txt', count: 1 },
        { reason: 'system', what: '@eaDir', count: 1 },
        { reason: 'other kind', what: 'README', count: 1 },
        { reason: 'no class', what: 'test', count: 1 },
      ],
      notices: [],
      problem: undefined,
    });
  });

  it('says why photographs can’t be trained on, and refuses other places', async () => {
    const photos = await photoFolder({ 'bag/1.png': '#102030', 'hat/a.txt': new Uint8Array() });
    expect(await namedStatus(photos)).toMatchObject({
      counts: { all: [1, 0] },
      problem: expect.stringContaining(
        "class 'hat' has no pictures; other files are '.txt'; supported pictures are PNG",
      ) as string,
    });
    expect(await problemOf(namedStatus('not/there'))).toContain('not/there');
  });
});
