// Finds and unpacks the files of an IDX data set in a folder: each plain or gzipped. Unpacking is bounded in size,
// so that a hostile or broken file can't fill the memory. What the bytes mean is src/data/idx.ts's business.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { InputError } from '../../errors.ts';
import { explainSystemError } from '../system-errors.ts';
import { idxFileNames, idxFileRoles, type IdxFileRole } from './fashion-mnist.ts';

const mebibyte = 2 ** 20;
/** Room for the largest published relative, EMNIST's 700,000 training images. */
const largestImages = 768 * mebibyte;
const largestLabels = 16 * mebibyte;

/** A file of a data set as it lies in a folder; `path` and `bytes` are missing where the file is. */
export interface FoundFile {
  readonly role: IdxFileRole;
  readonly name: string;
  readonly path?: string;
  /** Its size on disk, in bytes. */
  readonly bytes?: number;
}

/** Looks for the four files in a folder; of a file that is there both plain and gzipped, the plain one counts. */
export async function findIdxFiles(folder: string): Promise<FoundFile[]> {
  return Promise.all(idxFileRoles.map((role) => findIdxFile(folder, role)));
}

/** Whether a folder has any of the four files, and so is meant to be a data set of this kind. */
export async function hasIdxFiles(folder: string): Promise<boolean> {
  return (await findIdxFiles(folder)).some(({ path }) => path !== undefined);
}

async function findIdxFile(folder: string, role: IdxFileRole): Promise<FoundFile> {
  const name = idxFileNames[role];
  for (const path of [join(folder, name), join(folder, `${name}.gz`)]) {
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return { role, name, path, bytes: found.size };
  }
  return { role, name };
}

/**
 * Reads a file that may be gzipped and gives its uncompressed bytes.
 *
 * @param role images may be larger than labels
 * @throws InputError, naming the file, when it can't be read, is truncated or corrupt, or unpacks to too much
 */
export async function readIdxFile(path: string, role: IdxFileRole): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw explainSystemError(error, `cannot read ${path}`);
  });
  return unpack(bytes, path, role.endsWith('Images') ? largestImages : largestLabels);
}

/** Whether bytes begin as a gzip file does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Gunzips bytes where they are gzipped, and gives them back as they are where not.
 *
 * @param source what errors call it
 * @param limit the most bytes that may come out
 * @throws InputError when the gzip is truncated or corrupt, or unpacks to more than the limit
 */
export async function unpack(bytes: Uint8Array, source: string, limit: number): Promise<Uint8Array> {
  if (!isGzip(bytes)) return plain(bytes);
  const unpacked = await promisify(gunzip)(bytes, { maxOutputLength: limit }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new InputError(`${source}: ${gzipProblem(error, limit)}`);
    },
  );
  return plain(unpacked);
}

function gzipProblem(error: NodeJS.ErrnoException, limit: number): string {
  if (error.code === 'Z_BUF_ERROR') return 'expected a whole gzip file, got a truncated one';
  if (error.code === 'ERR_BUFFER_TOO_LARGE') return `expected at most ${limit} bytes when unpacked, got more`;
  return `expected a gzip file, got a corrupt one (${error.message})`;
}

/** The same bytes as a Uint8Array, which compares and prints like any other, instead of Node's Buffer. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
