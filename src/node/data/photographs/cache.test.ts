// The cache of decoded photographs: it saves the decoding, follows every change, and is not trusted if
// damaged.
import { chmod, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Dataset } from '../../../data/dataset.ts';
import { temporaryFolder } from '../testing/idx-folder.ts';
import { readCacheFile, writeCacheFile, type CacheIndex } from './cache-file.ts';
import { recognise } from '../recognise.ts';
import type { PictureOptions } from './shape.ts';
import { manyPhotos, photoFolder, plainPicture, writePhotos } from './testing/photos.ts';

/** Loads, again and again, with one cache, and says how many pictures had to be decoded. */
async function cachedLoader(folder: string) {
  const home = await temporaryFolder();
  const pictures = join(home, 'atelier', 'pictures');
  const load = async (options: PictureOptions = {}) => {
    const notices: string[] = [];
    let decoded = 0;
    const data = await recognise(folder);
    const { train } = await data.load(
      { size: 4, testShare: 0, ...options },
      {
        env: { XDG_CACHE_HOME: home },
        onNotice: (notice) => notices.push(notice),
        onPicture: (progress) => (decoded = progress.decoded),
      },
    );
    return { train, decoded, notices };
  };
  return { load, pictures };
}

/** The first byte of each picture: the red of its colour. */
const redsOf = ({ images, count, channels }: Dataset) =>
  Array.from({ length: count }, (_, i) => images[i * channels * 16]);

const six = manyPhotos({ a: 3, b: 3 });

describe('the cache', () => {
  it('has all pictures the second time', async () => {
    const { load, pictures } = await cachedLoader(await photoFolder(six));
    const first = await load();
    expect([first.decoded, redsOf(first.train)]).toEqual([6, [0, 1, 2, 3, 4, 5]]);
    const second = await load();
    expect(second.decoded).toBe(0);
    expect(second.train).toEqual(first.train);
    expect(await readdir(pictures)).toHaveLength(1);
  });

  it('decodes added and changed pictures, and forgets removed ones', async () => {
    const folder = await photoFolder(six);
    const { load } = await cachedLoader(folder);
    await load();
    await writePhotos(folder, { 'a/00.png': '#c80102' }); // before 1.png, after 0.png
    let next = await load();
    expect([next.decoded, redsOf(next.train)]).toEqual([1, [0, 200, 1, 2, 3, 4, 5]]);
    await writePhotos(folder, { 'b/0.png': '#d20102' });
    next = await load();
    expect([next.decoded, redsOf(next.train)]).toEqual([1, [0, 200, 1, 2, 210, 4, 5]]);
    await rm(join(folder, 'a', '0.png'));
    next = await load();
    expect([next.decoded, redsOf(next.train)]).toEqual([0, [200, 1, 2, 210, 4, 5]]);
    expect((await load()).decoded).toBe(0);
  });

  it('compares contents, not dates, and not only size and date', async () => {
    const folder = await photoFolder(six);
    const { load } = await cachedLoader(folder);
    await load();
    const [one, two] = ['a/1.png', 'b/1.png'].map((path) => join(folder, path));
    const { atime, mtime, size } = await stat(one!);
    await utimes(one!, atime, new Date(mtime.getTime() + 1000));
    expect((await load()).decoded).toBe(0);
    expect((await stat(two!)).size).toBe(size);
    await rename(one!, join(folder, 'kept'));
    await rename(two!, one!);
    await rename(join(folder, 'kept'), two!);
    for (const file of [one!, two!]) await utimes(file, atime, mtime);
    const swapped = await load();
    expect([swapped.decoded, redsOf(swapped.train)]).toEqual([0, [0, 4, 2, 3, 1, 5]]);
    await writeFile(one!, (await plainPicture('#c80102')).subarray(0, size));
    await utimes(one!, atime, mtime);
    const other = await load();
    expect([other.decoded, redsOf(other.train)]).toEqual([1, [0, 200, 2, 3, 1, 5]]);
  });

  it('trusts the file system for files that were not changed just now, and does not read them', async () => {
    const folder = await photoFolder(six);
    const { load, pictures } = await cachedLoader(folder);
    const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_000);
    onTestFinished(() => later.mockRestore());
    await load();
    const file = join(pictures, (await readdir(pictures))[0]!);
    expect(await readFile(file, 'latin1')).not.toContain('"stamp":""');
    let read = 0;
    const onPicture = () => void read++;
    const data = await recognise(folder);
    await data.load(
      { size: 4, testShare: 0 },
      { env: { XDG_CACHE_HOME: join(pictures, '..', '..') }, onPicture },
    );
    expect(read).toBe(0);
  });

  it('recognises a picture that moved to another class by its content', async () => {
    const folder = await photoFolder(six);
    const { load } = await cachedLoader(folder);
    await load();
    await rename(join(folder, 'a', '2.png'), join(folder, 'b', '9.png'));
    const { train, decoded } = await load();
    expect([decoded, redsOf(train), [...train.labels]]).toEqual([0, [0, 1, 3, 4, 5, 2], [0, 0, 1, 1, 1, 1]]);
  });

  it('keeps each size, fit and number of channels separately', async () => {
    const { load, pictures } = await cachedLoader(await photoFolder(six));
    const options = [
      {},
      { size: 5 },
      { size: { height: 4, width: 5 } },
      { fit: 'cover' },
      { channels: 1 },
    ] as const;
    for (const option of options) expect((await load(option)).decoded).toBe(6);
    for (const option of options) expect((await load(option)).decoded).toBe(0);
    expect(await readdir(pictures)).toHaveLength(options.length);
  });

  it('is shared between a given and an equal detected number of channels', async () => {
    for (const [files, same, other] of [
      [six, 3, 1],
      [{ 'a/1.png': '#404040', 'b/1.png': '#505050' }, 1, 3],
    ] as const) {
      const { load } = await cachedLoader(await photoFolder(files));
      const { train, decoded } = await load();
      const said = await load({ channels: same });
      expect([said.decoded, said.train]).toEqual([0, train]);
      expect(await load({ channels: other })).toMatchObject({ decoded, train: { channels: other } });
    }
  });

  it('changes between grey and colour as pictures come and go', async () => {
    const folder = await photoFolder({ 'a/1.png': '#404040', 'b/1.png': '#505050' });
    const { load } = await cachedLoader(folder);
    expect((await load()).train.channels).toBe(1);
    await writePhotos(folder, { 'b/2.png': '#606162' });
    const colour = await load();
    expect([colour.decoded, colour.train.channels]).toEqual([1, 3]);
    const planes = (value: number) => Array<number>(16).fill(value);
    expect([...colour.train.images]).toEqual(
      [0x40, 0x40, 0x40, 0x50, 0x50, 0x50, 0x60, 0x61, 0x62].flatMap(planes),
    );
    await rm(join(folder, 'b', '2.png'));
    const grey = await load();
    expect([grey.decoded, grey.train.channels]).toEqual([0, 1]);
    expect([...grey.train.images]).toEqual([0x40, 0x50].flatMap(planes));
  });

  it('tries unreadable pictures again each time, and adds them once they are readable', async () => {
    const folder = await photoFolder({ ...six, 'b/9.png': Buffer.from('no picture') });
    const { load, pictures } = await cachedLoader(folder);
    await load();
    const written = await stat(join(pictures, (await readdir(pictures))[0]!));
    const again = await load();
    expect([again.decoded, again.train.count]).toEqual([1, 6]);
    expect(again.notices[0]).toContain('left out 1 of 7');
    const after = await stat(join(pictures, (await readdir(pictures))[0]!));
    expect([after.ino, after.mtimeMs]).toEqual([written.ino, written.mtimeMs]);
    await writePhotos(folder, { 'b/9.png': '#c80102' });
    expect(redsOf((await load()).train)).toEqual([0, 1, 2, 3, 4, 5, 200]);
  });
});

describe('a damaged cache', () => {
  const damages: readonly [string, (bytes: Buffer) => Uint8Array][] = [
    ['empty', () => new Uint8Array()],
    ['cut within its header', (bytes) => bytes.subarray(0, 15)],
    ['cut within its index', (bytes) => bytes.subarray(0, 60)],
    ['cut within its pixels', (bytes) => bytes.subarray(0, -1)],
    ['too long', (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])],
    ['of another kind', (bytes) => bytes.fill('x', 0, 8)],
    ['claiming a huge index', (bytes) => bytes.fill(0xff, 8, 12)],
    ['changed in its index', (bytes) => flip(bytes, bytes.indexOf('a/1.png'))],
    ['changed in its pixels', (bytes) => flip(bytes, bytes.length - 5)],
    ['of words', () => Buffer.from('this was a cache once, before somebody edited it')],
  ];

  it.each(damages)('%s is made anew', async (_, damage) => {
    const { load, pictures } = await cachedLoader(await photoFolder(six));
    const { train } = await load();
    const file = join(pictures, (await readdir(pictures))[0]!);
    await writeFile(file, damage(await readFile(file)));
    const next = await load();
    expect(next.notices).toEqual(['photos: the cache of its pictures is damaged and will be rebuilt']);
    expect(next.decoded).toBe(6);
    expect(next.train).toEqual(train);
    expect((await load()).decoded).toBe(0);
  });

  it('of an older version is made anew without a notice', async () => {
    const { load, pictures } = await cachedLoader(await photoFolder(six));
    await load();
    const file = join(pictures, (await readdir(pictures))[0]!);
    await writeFile(file, (await readFile(file)).fill('ATELPIX1', 0, 8));
    expect(await load()).toMatchObject({ decoded: 6, notices: [] });
  });

  it('with a valid checksum, but an index of another version, is made anew', async () => {
    const { load, pictures } = await cachedLoader(await photoFolder(six));
    await load();
    const file = join(pictures, (await readdir(pictures))[0]!);
    const index: CacheIndex = { made: 'as nobody makes them', channels: 1, height: 1, width: 1, files: [] };
    await writeCacheFile(file, { index, pixels: new Uint8Array() });
    expect(await load()).toMatchObject({ decoded: 6, notices: [] });
    await writeCacheFile(file, { index: { ...index, files: 'none' as never }, pixels: new Uint8Array() });
    expect((await load()).notices).toEqual([
      'photos: the cache of its pictures is damaged and will be rebuilt',
    ]);
  });

  it('without a place only costs time', async () => {
    const notices: string[] = [];
    const reading = { env: { HOME: '' }, onNotice: (notice: string) => notices.push(notice) };
    const { train } = await (
      await recognise(await photoFolder(six))
    ).load({ size: 4, testShare: 0 }, reading);
    expect(train.count).toBe(6);
    expect(notices).toEqual([
      expect.stringMatching(/could not be cached: HOME: expected the absolute path of a folder/),
    ]);
  });

  const isRoot = process.getuid?.() === 0;

  it('that can’t be written only costs time', async () => {
    const folder = await photoFolder(six);
    const home = await temporaryFolder();
    await writeFile(join(home, 'atelier'), 'a file where the folder should be');
    const notices: string[] = [];
    const reading = { env: { XDG_CACHE_HOME: home }, onNotice: (notice: string) => notices.push(notice) };
    const { train } = await (await recognise(folder)).load({ size: 4, testShare: 0 }, reading);
    expect(train.count).toBe(6);
    expect(notices.join()).toMatch(/could not be cached: .*\.pictures: can't be written: /);
  });

  it.skipIf(isRoot || process.platform === 'win32')('in a read-only folder only costs time', async () => {
    const { load, pictures } = await cachedLoader(await photoFolder(six));
    await mkdir(pictures, { recursive: true });
    await chmod(pictures, 0o500);
    expect((await load()).notices.join()).toContain('permission denied');
    await chmod(pictures, 0o700);
  });
});

describe('cache files', () => {
  const index: CacheIndex = {
    ...{ made: 'so', channels: 3, height: 2, width: 1 },
    files: [{ path: 'a/ü\n.png', stamp: '7 1.25', digest: 'abc', grey: false }],
  };

  it('are read as they were written', async () => {
    const file = join(await temporaryFolder(), 'deep', 'one.pictures');
    const content = { index, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    expect(await readCacheFile(file, 'so')).toBe('none');
    await writeCacheFile(file, content);
    expect(await readCacheFile(file, 'so')).toEqual(content);
    expect(await readCacheFile(file, 'otherwise')).toBe('none');
  });

  it('are complete whenever they are read, even during writes', async () => {
    const file = join(await temporaryFolder(), 'one.pictures');
    const content = (value: number) => ({ index, pixels: new Uint8Array(6).fill(value) });
    await writeCacheFile(file, content(0));
    const writes = Array.from({ length: 20 }, (_, i) => writeCacheFile(file, content(i)));
    const reads = Array.from({ length: 20 }, () => readCacheFile(file, 'so'));
    for (const read of await Promise.all(reads)) {
      expect(read).toEqual({ index, pixels: expect.any(Uint8Array) as Uint8Array });
      expect(new Set((read as { pixels: Uint8Array }).pixels).size).toBe(1);
    }
    await Promise.all(writes);
  });

  it('remove temporary files of killed processes, but not of running ones', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'one.pictures');
    const old = '.one.pictures.0b5c2a3e-1111-4222-8333-944455556666.tmp';
    const young = '.one.pictures.0b5c2a3e-1111-4222-8333-944455557777.tmp';
    await writeFile(join(folder, old), '');
    await writeFile(join(folder, young), '');
    const yesterday = new Date(Date.now() - 24 * 3_600_000);
    await utimes(join(folder, old), yesterday, yesterday);
    await writeCacheFile(file, { index, pixels: new Uint8Array(6) });
    expect((await readdir(folder)).sort()).toEqual([young, 'one.pictures']);
  });
});

/** The same bytes with one of them changed. */
function flip(bytes: Buffer, position: number): Buffer {
  bytes[position]! ^= 1;
  return bytes;
}
