// The cache of decoded pictures of one data set in one shape: a folder with pairs of files. A program that
// decodes pictures adds a pair of its own: `ID.pixels`, the pixels one picture after the other, and
// `ID.jsonl`, with a line for each picture once its pixels are written. Nothing is ever rewritten. So a
// killed program loses only pictures in the making, and several programs can add pictures at a time.
import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { InputError } from '../../../errors.ts';
import { firstBytes } from '../../files/first-bytes.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { explainSystemError, hasCode } from '../../files/system-errors.ts';
import type { PictureFile } from './listing.ts';

const headSchema = z.object({
  /** How the pictures were made. Pictures made otherwise are not used. */
  made: z.string(),
  /** The name of the data set, and the path of its folder or table. */
  name: z.string(),
  source: z.string(),
});
/** The first line of a list. */
export type CacheHead = z.infer<typeof headSchema>;

const lineSchema = z.object({
  path: z.string(),
  /** The file's size, dates and inode when it was read; empty if the file had changed moments before. */
  stamp: z.string(),
  /** The digest of the file's content. */
  digest: z.string(),
  /** Whether it is stored as one plane. */
  isPlane: z.boolean(),
  /** Whether it has a single colour. */
  isBlank: z.boolean(),
  /** The name of the file with its pixels, and where they start there. */
  file: z.string().regex(/^[0-9a-f-]+\.pixels$/),
  offset: z.int().nonnegative(),
  /** The CRC-32 of its pixels. */
  sum: z.int().nonnegative(),
});
type Line = Readonly<z.infer<typeof lineSchema>>;
/** A decoded picture in the cache. */
export interface CachedPicture extends Line {
  /** The folder of the cache. */
  readonly folder: string;
}

/** What is known of a picture before its pixels have a place. */
export type DecodedPicture = Pick<Line, 'path' | 'stamp' | 'digest' | 'isPlane' | 'isBlank'>;

export class PictureCache {
  readonly folder: string;
  readonly head: CacheHead;
  /** By stamp and path. */
  private readonly byFile = new Map<string, CachedPicture>();
  private readonly byDigest = new Map<string, CachedPicture>();
  private writer: Promise<CacheWriter> | undefined;
  /** Why nothing can be written, if that is known. */
  private readonly problem: InputError | undefined;

  private constructor(folder: string, head: CacheHead, problem?: InputError) {
    this.folder = folder;
    this.head = head;
    this.problem = problem;
  }

  /** An empty cache that has no folder, so that adding to it fails. */
  static without(problem: InputError, head: CacheHead): PictureCache {
    return new PictureCache('', head, problem);
  }

  /** Reads the lists of a folder, which may not exist. What can't be read counts as missing. */
  static async open(folder: string, head: CacheHead): Promise<PictureCache> {
    const cache = new PictureCache(folder, head);
    const sizes = new Map<string, number>();
    for (const name of await namesIn(folder)) {
      const file = join(folder, name);
      if (name.endsWith('.pixels')) sizes.set(name, (await stat(file).catch(() => undefined))?.size ?? 0);
    }
    for (const name of await namesIn(folder))
      if (name.endsWith('.jsonl')) await cache.readList(join(folder, name), sizes);
    return cache;
  }

  /** The picture of an unchanged file. */
  find({ path, stamp }: PictureFile): CachedPicture | undefined {
    // A file without a stamp had changed just before it was read, so a later change could have the same one.
    return stamp === '' ? undefined : this.byFile.get(keyOf({ path, stamp }));
  }

  /** The picture of a file with this content. */
  findContent(digest: string): CachedPicture | undefined {
    return this.byDigest.get(digest);
  }

  /**
   * Adds a picture.
   *
   * @param pixels as they are stored: one plane or three
   * @throws InputError if it can't be written
   */
  async add(picture: DecodedPicture, pixels: Uint8Array): Promise<CachedPicture> {
    const writer = await this.openWriter();
    const place = await writer.write(pixels).catch((error: unknown) => {
      throw explainSystemError(error, `${this.folder}: can't be written`);
    });
    return this.note({ ...picture, ...place });
  }

  /** Notes a file with the content of a picture that is there. */
  async addCopy(file: PictureFile, cached: CachedPicture): Promise<CachedPicture> {
    if (file.stamp === '') return cached;
    return this.note({ ...lineSchema.parse(cached), path: file.path, stamp: file.stamp });
  }

  /** Forgets a picture whose pixels are damaged. */
  forget(cached: CachedPicture): void {
    const isIt = ({ file, offset }: CachedPicture) => file === cached.file && offset === cached.offset;
    for (const known of [this.byFile, this.byDigest])
      for (const [key, picture] of known) if (isIt(picture)) known.delete(key);
  }

  /** Closes the files that this program adds to. */
  async close(): Promise<void> {
    await (await this.writer?.catch(() => undefined))?.close();
    this.writer = undefined;
  }

  private async note(line: Line): Promise<CachedPicture> {
    await (await this.openWriter()).note(line);
    return this.remember(line);
  }

  private remember(line: Line): CachedPicture {
    const picture = { ...line, folder: this.folder };
    this.byFile.set(keyOf(picture), picture);
    this.byDigest.set(picture.digest, picture);
    return picture;
  }

  private async readList(file: string, sizes: ReadonlyMap<string, number>): Promise<void> {
    const [first, ...lines] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    if (parsed(headSchema, first!)?.made !== this.head.made) return;
    for (const line of lines) {
      const picture = parsed(lineSchema, line);
      if (picture && (sizes.get(picture.file) ?? 0) > picture.offset) this.remember(picture);
    }
  }

  private openWriter(): Promise<CacheWriter> {
    if (this.problem) return Promise.reject(this.problem);
    return (this.writer ??= CacheWriter.open(this.folder, this.head).catch((error: unknown) => {
      throw explainSystemError(error, `${this.folder}: can't be written`);
    }));
  }
}

const keyOf = ({ path, stamp }: PictureFile): string => `${stamp} ${path}`;

/** The data set of a cache's folder; undefined if it has no list that can be read. */
export async function headOfCache(folder: string): Promise<CacheHead | undefined> {
  const list = (await namesIn(folder)).find((name) => name.endsWith('.jsonl'));
  if (list === undefined) return undefined;
  const start = new TextDecoder().decode(await firstBytes(join(folder, list), 2 ** 16));
  return parsed(headSchema, start.split('\n')[0]!);
}

/** A pair of files that grows. */
class CacheWriter {
  private readonly name: string;
  private readonly pixels: FileHandle;
  private readonly list: FileHandle;
  private end = 0;

  private constructor(name: string, pixels: FileHandle, list: FileHandle) {
    this.name = name;
    this.pixels = pixels;
    this.list = list;
  }

  static async open(folder: string, head: CacheHead): Promise<CacheWriter> {
    await makeFolder(folder);
    // Names are in the order of time, so that later lists, read later, replace pictures that were damaged.
    const id = `${String(Date.now()).padStart(15, '0')}-${randomUUID()}`;
    const name = `${id}.pixels`;
    const pixels = await open(join(folder, name), 'wx');
    const list = await open(join(folder, `${id}.jsonl`), 'ax');
    await list.appendFile(`${JSON.stringify(head)}\n`);
    return new CacheWriter(name, pixels, list);
  }

  async write(bytes: Uint8Array): Promise<Pick<Line, 'file' | 'offset' | 'sum'>> {
    const offset = this.end;
    this.end += bytes.length; // reserved at once, because several pictures are written at a time
    for (let done = 0; done < bytes.length;)
      done += (await this.pixels.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
    return { file: this.name, offset, sum: crc32(bytes) };
  }

  async note(line: Line): Promise<void> {
    await this.list.appendFile(`${JSON.stringify(line)}\n`);
  }

  async close(): Promise<void> {
    await Promise.all([this.pixels.close(), this.list.close()]);
  }
}

function parsed<T>(schema: z.ZodType<T>, line: string): T | undefined {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return undefined; // a line that was not finished, or one of another version
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM')) return [];
    throw error;
  }
}
