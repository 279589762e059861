// The cache of decoded photographs: it saves the decoding, follows every change, and is not trusted if
// damaged.
import {
  appendFile,
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Dataset } from '../../../data/dataset.ts';
import { temporaryFolder } from '../testing/idx-folder.ts';
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
  /** The path of the only file of a kind in the cache. */
  const fileOf = async (extension: string) => {
    const folder = join(pictures, (await readdir(pictures))[0]!);
    const names = (await readdir(folder)).filter((name) => name.endsWith(extension));
    expect(names).toHaveLength(1);
    return join(folder, names[0]!);
  };
  return { load, pictures, fileOf };
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
    const { load, pictures, fileOf } = await cachedLoader(folder);
    const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_000);
    onTestFinished(() => later.mockRestore());
    await load();
    expect(await readFile(await fileOf('.jsonl'), 'utf8')).not.toContain('"stamp":""');
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
    const colour = await cachedLoader(await photoFolder(six));
    const asTheyAre = await colour.load();
    expect(await colour.load({ channels: 3 })).toEqual({ ...asTheyAre, decoded: 0 });
    expect(await colour.load({ channels: 1 })).toMatchObject({ decoded: 6, train: { channels: 1 } });
    const grey = await cachedLoader(await photoFolder({ 'a/1.png': '#404040', 'b/1.png': '#505050' }));
    const { train } = await grey.load();
    expect(train.channels).toBe(1);
    // Files that changed just now are known by their content, which the cache for grey pictures lacks.
    const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_000);
    onTestFinished(() => later.mockRestore());
    await grey.load();
    expect(await grey.load({ channels: 1 })).toMatchObject({ decoded: 0, train });
    const three = await grey.load({ channels: 3 });
    expect([three.decoded, ...three.train.images]).toEqual([
      0,
      ...Array<number>(48).fill(0x40),
      ...Array<number>(48).fill(0x50),
    ]);
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
    const { load, fileOf } = await cachedLoader(folder);
    await load();
    const again = await load();
    expect([again.decoded, again.train.count]).toEqual([0, 6]);
    expect(again.notices[0]).toContain('left out 1 of 7');
    expect((await stat(await fileOf('.pixels'))).size).toBe(6 * 48);
    await writePhotos(folder, { 'b/9.png': '#c80102' });
    expect(redsOf((await load()).train)).toEqual([0, 1, 2, 3, 4, 5, 200]);
  });
});

describe('a damaged cache', () => {
  const damages: readonly [string, string, (bytes: Buffer) => Uint8Array, number][] = [
    ['without pixels', '.pixels', () => new Uint8Array(), 6],
    ['cut within its last picture', '.pixels', (bytes) => bytes.subarray(0, -1), 1],
    ['with a changed pixel', '.pixels', (bytes) => flip(bytes, 100), 1],
    ['without a list', '.jsonl', () => new Uint8Array(), 6],
    ['with a list of another kind', '.jsonl', () => Buffer.from('this was a list once'), 6],
    ['of another version', '.jsonl', (bytes) => flip(bytes, bytes.indexOf('version') + 10), 6],
    ['with a line that was not finished', '.jsonl', (bytes) => bytes.subarray(0, -7), 1],
    ['with a wrong checksum', '.jsonl', (bytes) => replaceLast(bytes, /"sum":\d/, '"sum":'), 1],
    ['pointing behind its pixels', '.jsonl', (bytes) => replaceLast(bytes, /"offset":/, '"offset":9'), 1],
    ['pointing elsewhere', '.jsonl', (bytes) => replaceLast(bytes, /"file":"/, '"file":"../'), 1],
  ];

  it.each(damages)('%s is repaired', async (_, extension, damage, decoded) => {
    const { load, fileOf } = await cachedLoader(await photoFolder(six));
    const { train } = await load();
    const file = await fileOf(extension);
    await writeFile(file, damage(await readFile(file)));
    const next = await load();
    expect([next.decoded, next.train]).toEqual([decoded, train]);
    expect(await load()).toEqual({ decoded: 0, train, notices: [] });
  });

  it('is told where pixels changed, but not where a program was killed', async () => {
    const { load, fileOf } = await cachedLoader(await photoFolder(six));
    await load();
    const [pixels, list] = [await fileOf('.pixels'), await fileOf('.jsonl')];
    await appendFile(list, '{"path":"a/1.p');
    await appendFile(pixels, 'half a picture');
    expect((await load()).notices).toEqual([]);
    await writeFile(pixels, flip(await readFile(pixels), 100));
    expect((await load()).notices).toEqual([
      'photos: the cache of its pictures is damaged and will be rebuilt',
    ]);
  });

  it('keeps what was decoded before a program ended in the middle', async () => {
    const folder = await photoFolder(manyPhotos({ a: 20, b: 20 }));
    const { load, pictures } = await cachedLoader(folder);
    const data = await recognise(folder);
    let seen = 0;
    const ended = data.load(
      { size: 4, testShare: 0 },
      {
        env: { XDG_CACHE_HOME: join(pictures, '..', '..') },
        onPicture: ({ done }) => {
          seen = done;
          if (done === 25) throw new Error('killed');
        },
      },
    );
    await expect(ended).rejects.toThrow('killed');
    expect(seen).toBeLessThan(40);
    const { train, decoded } = await load();
    expect(decoded).toBeLessThanOrEqual(15);
    const reds = redsOf(train).sort((a, b) => a! - b!);
    expect(reds).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  it('takes pictures of two programs at a time', async () => {
    const { load } = await cachedLoader(await photoFolder(six));
    const [one, other] = await Promise.all([load(), load()]);
    expect(other.train).toEqual(one.train);
    expect(await load()).toMatchObject({ decoded: 0, train: one.train });
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
    expect(notices.join()).toMatch(/could not be cached: .*photos-4x4-\w+: can't be written: /);
  });

  it.skipIf(isRoot || process.platform === 'win32')('in a read-only folder only costs time', async () => {
    const { load, pictures } = await cachedLoader(await photoFolder(six));
    await mkdir(pictures, { recursive: true });
    await chmod(pictures, 0o500);
    expect((await load()).notices.join()).toContain('permission denied');
    await chmod(pictures, 0o700);
  });
});

/** The bytes of a text with the last match of a pattern replaced. */
function replaceLast(bytes: Buffer, pattern: RegExp, by: string): Buffer {
  const text = String(bytes);
  const last = [...text.matchAll(new RegExp(pattern, 'g'))].at(-1)!;
  return Buffer.from(text.slice(0, last.index) + by + text.slice(last.index + last[0].length));
}

/** The same bytes with one of them changed. */
function flip(bytes: Buffer, position: number): Buffer {
  bytes[position]! ^= 1;
  return bytes;
}
