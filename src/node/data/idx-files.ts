// Finds and unpacks the files of IDX data sets in a folder. They are plain or gzipped, and named like
// MNIST's, with a dot or a dash, or with a prefix, like EMNIST's. The unpacked size is limited so that a
// hostile or broken file can't fill the memory. src/data/idx.ts parses the content.
import { readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { compareCodeUnits } from '../../data/natural-order.ts';
import { InputError } from '../../errors.ts';
import { entriesOf } from '../files/entries.ts';
import { explainSystemError } from '../files/system-errors.ts';
import { idxFileNames, idxFileRoles, type IdxFileRole } from './fashion-mnist.ts';

const mebibyte = 2 ** 20;
/** Enough for the largest published relative, EMNIST's 700,000 training images. */
const largestImages = 768 * mebibyte;
const largestLabels = 16 * mebibyte;

/** The files of one data set, by content. */
export interface IdxSet {
  /** The part of the file names before the split: `emnist-letters`. Mostly empty. */
  readonly prefix: string;
  /** File names. If a file exists both plain and gzipped, the plain one. */
  readonly files: Readonly<Partial<Record<IdxFileRole, string>>>;
}

const idxName =
  /^(?:(.+?)[-_.])?(train|t10k|test)[-_.](images|labels)[-_.](?:idx[13][-_.]ubyte|idx[13]|idx|ubyte)(?:\.gz)?$/i;

/** Parses the name of an IDX file, with or without folders; undefined for other files. */
export function readIdxName(name: string): { prefix: string; role: IdxFileRole } | undefined {
  const match = idxName.exec(posix.basename(name));
  if (!match) return undefined;
  const [, prefix = '', split, kind] = match;
  const isTrain = split!.toLowerCase() === 'train';
  const isImages = kind!.toLowerCase() === 'images';
  const role = isTrain ? (isImages ? 'trainImages' : 'trainLabels') : isImages ? 'testImages' : 'testLabels';
  return { prefix, role };
}

/** Groups file names into IDX data sets, complete or not. */
export function idxSets(names: readonly string[]): IdxSet[] {
  const sets = new Map<string, Partial<Record<IdxFileRole, string>>>();
  // Plain files come before gzipped ones, and the first one wins.
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

/** A file of a data set in a folder. Without `path` and `bytes` if it is missing. */
export interface FoundFile {
  readonly role: IdxFileRole;
  readonly name: string;
  readonly path?: string;
  /** Its size on disk, in bytes. */
  readonly bytes?: number;
}

/**
 * Looks in a folder for the four files of a data set without a prefix, such as Fashion-MNIST's. The folder
 * may be missing.
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
 * Reads a file and unpacks it if it is gzipped.
 *
 * @param role images may be larger than labels
 * @throws InputError naming the file if it can't be read, is truncated or corrupt, or unpacks to too many
 *   bytes
 */
export async function readIdxFile(path: string, role: IdxFileRole): Promise<Uint8Array> {
  const limit = role.endsWith('Images') ? largestImages : largestLabels;
  const bytes = await readBounded(path, limit).catch((error: unknown) => {
    throw explainSystemError(error, `${path}: can't be read`);
  });
  return unpack(bytes, path, limit);
}

async function readBounded(path: string, limit: number): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > limit) throw new InputError(`${path}: expected at most ${limit} bytes, got ${size} bytes`);
  return readFile(path);
}

/** Whether bytes begin with gzip's signature. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks gzipped bytes; returns other bytes as they are.
 *
 * @param source the name of the bytes in errors
 * @param limit the most bytes that may come out
 * @throws InputError if the gzip data are truncated or corrupt, or unpack to more than the limit
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

/** The same bytes as a Uint8Array instead of Node's Buffer, so that they compare and print like any other. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
