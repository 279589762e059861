// Downloads from servers on 127.0.0.1: whole, resumed, stalled, wrong, and from the second mirror when the
// first fails.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { downloadFashionMnist, type DownloadProgress } from './download.ts';
import { fileHandler, rangeStart, serve } from './testing/file-server.ts';
import { temporaryFolder } from './testing/idx-folder.ts';

/** Doesn't compress, so that its gzip has bytes enough to be cut in pieces. */
const random = new Random(1);
const content = Uint8Array.from({ length: 5000 }, () => random.integer(256));
const packed = gzipSync(content);
const file = {
  name: 'thing',
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
};
const good = fileHandler({ 'thing.gz': packed });
const quick = { files: [file], connectMs: 2000, stallMs: 2000 };

async function expectDownloaded(folder: string): Promise<void> {
  expect(await readdir(folder)).toEqual(['thing.gz']);
  expect(new Uint8Array(await readFile(join(folder, 'thing.gz')))).toEqual(new Uint8Array(packed));
}

async function problemOf(download: Promise<unknown>): Promise<string> {
  const error: unknown = await download.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
}

describe('downloadFashionMnist', () => {
  it('makes the folder, downloads, reports progress, and leaves no .part', async () => {
    const folder = join(await temporaryFolder(), 'deep', 'cache');
    const seen: DownloadProgress[] = [];
    const mirror = await serve(good);
    const onProgress = (progress: DownloadProgress) => seen.push(progress);
    expect(await downloadFashionMnist({ folder, ...quick, mirrors: [mirror], onProgress })).toEqual([
      'thing',
    ]);
    await expectDownloaded(folder);
    const total = packed.length;
    expect(seen.at(-1)).toEqual({
      file: 'thing',
      fileNumber: 1,
      fileCount: 1,
      received: total,
      total,
      mirror,
    });
  });

  it('keeps a file that a mirror serves uncompressed under its plain name', async () => {
    const folder = await temporaryFolder();
    const mirror = await serve(fileHandler({ 'thing.gz': content }));
    await downloadFashionMnist({ folder, ...quick, mirrors: [mirror] });
    expect(await readdir(folder)).toEqual(['thing']);
  });

  it('removes a wrong plain file, which would be read before the gzipped one', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'thing'), content.slice(1));
    await downloadFashionMnist({ folder, ...quick, mirrors: [await serve(good)] });
    await expectDownloaded(folder);
  });

  it('resumes a .part of an earlier run through Range', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'thing.gz.part'), packed.subarray(0, 1000));
    const starts: number[] = [];
    const mirror = await serve((request, response) => {
      starts.push(rangeStart(request));
      good(request, response);
    });
    await downloadFashionMnist({ folder, ...quick, mirrors: [mirror] });
    expect(starts).toEqual([1000]);
    await expectDownloaded(folder);
  });

  it('resumes at once if a server stops sending', async () => {
    const folder = await temporaryFolder();
    const starts: number[] = [];
    const mirror = await serve((request, response) => {
      starts.push(rangeStart(request));
      if (starts.length > 1) return good(request, response);
      response.writeHead(200, { 'content-length': packed.length });
      response.write(packed.subarray(0, 700));
    });
    await downloadFashionMnist({ folder, ...quick, stallMs: 150, mirrors: [mirror] });
    expect(starts).toEqual([0, 700]);
    await expectDownloaded(folder);
  });

  it('starts again if a server does not support ranges, or the .part is too long or wrong', async () => {
    const wholeOnly = await serve((_, response) => void response.end(packed));
    const ranges = await serve(good);
    for (const [mirror, part] of [
      [wholeOnly, packed.subarray(0, 1000)],
      [ranges, new Uint8Array(packed.length + 5)],
      [ranges, packed],
      [ranges, new Uint8Array(1000)],
    ] as const) {
      const folder = await temporaryFolder();
      await writeFile(join(folder, 'thing.gz.part'), part);
      await downloadFashionMnist({ folder, ...quick, mirrors: [mirror] });
      await expectDownloaded(folder);
    }
  });

  it('tries the next mirror if one lacks the file, refuses or sends something else', async () => {
    const bad = await Promise.all([
      serve(fileHandler({})),
      serve((_, response) => void response.writeHead(503).end()),
      serve((_, response) => void response.end('<html>Please log in</html>')),
      serve((_, response) => void response.end(gzipSync(content.slice().reverse()))),
      serve((_, response) => void response.end(new Uint8Array(100_000))),
    ]);
    const folder = await temporaryFolder();
    await downloadFashionMnist({ folder, ...quick, mirrors: [...bad, await serve(good)] });
    await expectDownloaded(folder);
  });

  it('gives up on servers that do not answer or stop sending, and tries the next', async () => {
    const silent = await serve(() => undefined);
    const stalled = await serve((_, response) => {
      response.writeHead(200, { 'content-length': packed.length });
      response.write(packed.subarray(0, 300));
    });
    const folder = await temporaryFolder();
    const impatient = { ...quick, connectMs: 150, stallMs: 150, mirrors: [silent, stalled] };
    const problem = await problemOf(downloadFashionMnist({ folder, ...impatient }));
    expect(problem).toContain('no answer within 0.15 s');
    expect(problem).toContain('no more bytes for 0.15 s');
    expect(await readdir(folder)).toEqual(['thing.gz.part']);
    await downloadFashionMnist({ folder, ...quick, mirrors: [await serve(good)] });
    await expectDownloaded(folder);
  });

  it('says in one line why each mirror failed, and leaves no file under its name', async () => {
    const folder = await temporaryFolder();
    const mirrors = [
      await serve(fileHandler({ 'thing.gz': gzipSync(new Uint8Array(100)) })),
      await serve(fileHandler({ 'thing.gz': packed.subarray(0, 2000) })),
      await serve(fileHandler({})),
      'http://127.0.0.1:1/',
    ];
    const problem = await problemOf(downloadFashionMnist({ folder, ...quick, mirrors }));
    expect(problem).toMatch(
      /^fashion-mnist: thing can't be downloaded \(127\.0\.0\.1:\d+: wrong content: SHA-256/,
    );
    expect(problem).toContain('truncated');
    expect(problem).toContain('HTTP status 404');
    expect(problem).not.toContain('\n');
    expect(await readdir(folder)).toEqual([]);
  });

  it('says when the folder cannot be written', async () => {
    const folder = join(await temporaryFolder(), 'file');
    await writeFile(folder, '');
    const problem = await problemOf(downloadFashionMnist({ folder, ...quick, mirrors: [] }));
    expect(problem).toContain(`${folder}: can't be written: `);
  });
});
