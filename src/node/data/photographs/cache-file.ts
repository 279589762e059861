// A cache file of decoded pictures: an index of the files that they were made from, and their pixels, one
// picture after the other. A file with any defect, from another version to a flipped bit, counts as missing.
// Layout: `ATELPIX2`, then as little-endian uint32 the length of the index, its CRC-32 and that of the
// pixels; the index as JSON; the pixels.
import { open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { isTemporaryNameOf, writeFileAtomically } from '../../files/atomic-write.ts';
import { explainSystemError, hasCode } from '../../files/system-errors.ts';
import { makeFolder } from '../../files/make-folder.ts';

const indexSchema = z.object({
  /** How the pictures were made. Pictures made otherwise are not used. */
  made: z.string(),
  channels: z.literal([1, 3]),
  height: z.int().positive(),
  width: z.int().positive(),
  files: z.array(
    z.object({
      path: z.string(),
      /** The file's size, dates and inode when it was read; empty if the file had changed moments before. */
      stamp: z.string(),
      /** The digest of the file's content. */
      digest: z.string(),
      /** Whether red, green and blue are equal in all pixels. */
      grey: z.boolean(),
    }),
  ),
});

export type CacheIndex = z.infer<typeof indexSchema>;

/** The pictures of a cache file. */
export interface CachedPictures {
  readonly index: CacheIndex;
  /** `[files, channels, height, width]`. */
  readonly pixels: Uint8Array;
}

const magic = Buffer.from('ATELPIX2');
/** The signature of an older version. */
const olderMagic = Buffer.from('ATELPIX1');
const headerBytes = magic.length + 12;
/** A single read or write of more than 2 GiB fails. */
const pieceBytes = 64 * 2 ** 20;

/**
 * Reads a cache file.
 *
 * @param made how the pictures must have been made
 * @returns `none` if there is no file or it has other pictures; `damaged` if it can't be read
 */
export async function readCacheFile(
  file: string,
  made: string,
): Promise<CachedPictures | 'none' | 'damaged'> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    return await readWhole(handle, made);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return 'none';
    if (error instanceof DamageError || hasAnyCode(error)) return 'damaged';
    throw error;
  } finally {
    await handle?.close();
  }
}

class DamageError extends Error {}

async function readWhole(handle: FileHandle, made: string): Promise<CachedPictures | 'none'> {
  const { size } = await handle.stat();
  const header = await readPart(handle, 0, headerBytes, size);
  const [indexBytes, indexSum, pixelSum] = [8, 12, 16].map((offset) => header.readUInt32LE(offset));
  const start = header.subarray(0, magic.length);
  if (start.equals(olderMagic)) return 'none';
  if (!start.equals(magic)) throw new DamageError();
  const text = await readPart(handle, headerBytes, indexBytes!, size);
  if (crc32(text) !== indexSum) throw new DamageError();
  const index = parseIndex(String(text));
  if (index.made !== made) return 'none';
  const pixelStart = headerBytes + indexBytes!;
  const expected = index.files.length * index.channels * index.height * index.width;
  if (size - pixelStart !== expected) throw new DamageError();
  const pixels = await readPart(handle, pixelStart, expected, size);
  if (checksum(pixels) !== pixelSum) throw new DamageError();
  // A plain Uint8Array compares and prints like any other, unlike Node's Buffer.
  return { index, pixels: new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length) };
}

async function readPart(handle: FileHandle, start: number, length: number, size: number): Promise<Buffer> {
  if (start + length > size) throw new DamageError();
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let done = 0; done < length;) {
    const count = Math.min(pieceBytes, length - done);
    const { bytesRead } = await handle.read(bytes, done, count, start + done);
    if (bytesRead === 0) throw new DamageError();
    done += bytesRead;
  }
  return bytes;
}

function parseIndex(text: string): CacheIndex {
  try {
    return indexSchema.parse(JSON.parse(text));
  } catch {
    throw new DamageError(); // the checksum is right, so it is of another version
  }
}

/**
 * Writes a cache file in one step, so that a reader gets the old file or the new one. The last of several
 * writers wins.
 *
 * @throws InputError if the folder or file can't be written
 */
export async function writeCacheFile(file: string, { index, pixels }: CachedPictures): Promise<void> {
  const text = Buffer.from(JSON.stringify(index));
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  [text.length, crc32(text), checksum(pixels)].forEach((value, i) => header.writeUInt32LE(value, 8 + 4 * i));
  await makeFolder(dirname(file)).catch((error: unknown) => {
    throw explainSystemError(error, `${file}: can't be written`);
  });
  await removeLeftovers(file);
  await writeFileAtomically(file, [header, text, ...piecesOf(pixels)]);
}

const oneHour = 3_600_000;

/** Removes temporary files of killed processes. Younger files may belong to a running process. */
async function removeLeftovers(file: string): Promise<void> {
  const names = await readdir(dirname(file)).catch(() => []);
  for (const name of names.filter((other) => isTemporaryNameOf(basename(file), other))) {
    const path = join(dirname(file), name);
    const status = await stat(path).catch(() => undefined);
    if (status && Date.now() - status.mtimeMs > oneHour)
      await rm(path, { force: true }).catch(() => undefined);
  }
}

const checksum = (pixels: Uint8Array): number =>
  piecesOf(pixels).reduce((sum, piece) => crc32(piece, sum), 0);

function piecesOf(pixels: Uint8Array): Uint8Array[] {
  const count = Math.ceil(pixels.length / pieceBytes);
  return Array.from({ length: count }, (_, i) => pixels.subarray(i * pieceBytes, (i + 1) * pieceBytes));
}

const hasAnyCode = (error: unknown): boolean => error instanceof Error && 'code' in error;
