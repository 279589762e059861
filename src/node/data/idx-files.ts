// Finds and unpacks the files of IDX data sets in a folder: each plain or gzipped, called as MNIST's are,
// with a dot or a dash, or with a name before that, as EMNIST's are. Unpacking is bounded in size, so that a
// hostile or broken file can't fill the memory. What the bytes mean is src/data/idx.ts's business.
import { readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { compareCodeUnits } from '../../data/natural-order.ts';
import { InputError } from '../../errors.ts';
import { entriesOf } from '../entries.ts';
import { explainSystemError } from '../system-errors.ts';
import { idxFileNames, idxFileRoles, type IdxFileRole } from './fashion-mnist.ts';

const mebibyte = 2 ** 20;
/** Room for the largest published relative, EMNIST's 700,000 training images. */
const largestImages = 768 * mebibyte;
const largestLabels = 16 * mebibyte;

/** The files of one data set, by what is in them. */
export interface IdxSet {
  /** What stands before the split in the files' names: `emnist-letters`; mostly nothing. */
  readonly prefix: string;
  /** File names; of a file that is there both plain and gzipped, the plain one. */
  readonly files: Readonly<Partial<Record<IdxFileRole, string>>>;
}

const idxName =
  /^(?:(.+?)[-_.])?(train|t10k|test)[-_.](images|labels)[-_.](?:idx[13][-_.]ubyte|idx[13]|idx|ubyte)(?:\.gz)?$/i;

/** What the name of an IDX file says, folders before it or not, or nothing where it is none. */
export function readIdxName(name: string): { prefix: string; role: IdxFileRole } | undefined {
  const match = idxName.exec(posix.basename(name));
  if (!match) return undefined;
  const [, prefix = '', split, kind] = match;
  const isTrain = split!.toLowerCase() === 'train';
  const isImages = kind!.toLowerCase() === 'images';
  const role = isTrain ? (isImages ? 'trainImages' : 'trainLabels') : isImages ? 'testImages' : 'testLabels';
  return { prefix, role };
}

/** The IDX data sets that file names make up, whole or not. */
export function idxSets(names: readonly string[]): IdxSet[] {
  const sets = new Map<string, Partial<Record<IdxFileRole, string>>>();
  // Plain files come before gzipped ones, and whichever is first counts.
  for (const name of names.toSorted(
    (a, b) => Number(a.endsWith('.gz')) - Number(b.endsWith('.gz')) || compareCodeUnits(a, b),
  )) {
    const read = readIdxName(name);
    if (!read) continue;
    const files = sets.get(read.prefix) ?? {};
    files[read.role] ??= name;
    sets.set(read.prefix, files);
  }
  return [...sets].sort(([a], [b]) => compareCodeUnits(a, b)).map(([prefix, files]) => ({ prefix, files }));
}

/** A file of a data set as it lies in a folder; `path` and `bytes` are missing where the file is. */
export interface FoundFile {
  readonly role: IdxFileRole;
  readonly name: string;
  readonly path?: string;
  /** Its size on disk, in bytes. */
  readonly bytes?: number;
}

/**
 * Looks for the four files of a set without a name of its own, such as Fashion-MNIST's, in a folder, there or
 * not.
 */
export async function findIdxFiles(folder: string): Promise<FoundFile[]> {
  const names = await entriesOf(folder).then(
    ({ files }) => files,
    (error: unknown) => {
      if (error instanceof InputError) return [];
      throw error;
    },
  );
  const found = idxSets(names).find(({ prefix }) => prefix === '')?.files ?? {};
  return Promise.all(
    idxFileRoles.map(async (role) => {
      const file = found[role];
      if (file === undefined) return { role, name: idxFileNames[role] };
      const path = join(folder, file);
      return { role, name: idxFileNames[role], path, bytes: (await stat(path)).size };
    }),
  );
}

/**
 * Reads a file that may be gzipped and gives its uncompressed bytes.
 *
 * @param role images may be larger than labels
 * @throws InputError, naming the file, when it can't be read, is truncated or corrupt, or unpacks to too much
 */
export async function readIdxFile(path: string, role: IdxFileRole): Promise<Uint8Array> {
  const limit = role.endsWith('Images') ? largestImages : largestLabels;
  const bytes = await readBounded(path, limit).catch((error: unknown) => {
    throw explainSystemError(error, `cannot read ${path}`);
  });
  return unpack(bytes, path, limit);
}

async function readBounded(path: string, limit: number): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > limit) throw new InputError(`${path}: expected at most ${limit} bytes, got ${size}`);
  return readFile(path);
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
