// Reads NumPy's archives of arrays: ZIP files with an `.npy` for each. The unpacked size is limited, because
// archives are untrusted. The names of the arrays can be read without unpacking.
import { open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { InputError } from '../../errors.ts';
import { explainSystemError } from '../files/system-errors.ts';
import { checkSize } from './file-limit.ts';
import { parseNpy, type NpyArray } from './npy.ts';

const maxArrays = 256;

/**
 * The names of the arrays in an archive.
 *
 * @throws InputError if it is not such an archive, or can't be read
 */
export function npzNames(path: string): Promise<string[]> {
  return withEntries(path, (_, entries) => Promise.resolve([...entries.keys()]));
}

/**
 * Reads some arrays of an archive by their names.
 *
 * @throws InputError if one is missing, too large or damaged
 */
export function readNpz(path: string, names: readonly string[]): Promise<NpyArray[]> {
  return withEntries(path, async (archive, entries) => {
    const read: NpyArray[] = [];
    for (const name of names) read.push(await readArray(archive, entries.get(name), path, name));
    return read;
  });
}

async function readArray(
  archive: ZipFile,
  entry: Entry | undefined,
  path: string,
  name: string,
): Promise<NpyArray> {
  const source = `${path}, array '${name}'`;
  if (!entry) throw new InputError(`${source}: the array is missing`);
  checkSize(entry.uncompressedSize, source);
  const bytes = await orDamaged(path, archive.openReadStreamPromise(entry).then(buffer));
  if (crc32(bytes) !== entry.crc32) throw new InputError(`${source}: the array is damaged`);
  return parseNpy(bytes, source);
}

async function withEntries<T>(
  path: string,
  use: (archive: ZipFile, entries: ReadonlyMap<string, Entry>) => Promise<T>,
): Promise<T> {
  const archive = await orDamaged(path, openPromise(path, { autoClose: false }));
  try {
    return await use(archive, await orDamaged(path, entriesOf(archive, path)));
  } finally {
    archive.close();
  }
}

async function entriesOf(archive: ZipFile, path: string): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  let size = 0;
  for await (const entry of archive.eachEntry()) {
    size += entryBytes + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    if (entries.size >= maxArrays) throw new Error(`more than ${maxArrays} arrays`);
    if (entry.fileName.endsWith('.npy')) entries.set(entry.fileName.slice(0, -'.npy'.length), entry);
  }
  const said = await directorySize(archive, path);
  if (said !== size && said !== unsaid) throw new Error('the directory has more entries than it says');
  return entries;
}

/** The size of an entry in the archive's directory, without its name, extra field and comment. */
const entryBytes = 46;
/** The value in large archives (ZIP64), which store the size elsewhere. */
const unsaid = 0xffffffff;
/** The signature of the record at the end of an archive. A comment of up to 64 KiB may follow the record. */
const endSignature = 'PK\x05\x06';
const mostEndBytes = 22 + 65_535;

/** The size of the directory in bytes, as the end of the archive says. */
async function directorySize({ fileSize }: ZipFile, path: string): Promise<number> {
  const file = await open(path);
  try {
    const end = Buffer.alloc(Math.min(fileSize, mostEndBytes));
    await file.read(end, 0, end.length, fileSize - end.length);
    return end.readUInt32LE(end.lastIndexOf(endSignature) + 12);
  } finally {
    await file.close();
  }
}

/** Turns any error of reading an archive into an InputError about the archive. */
async function orDamaged<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    const explained = explainSystemError(error, `${path}: can't be read`);
    if (explained instanceof InputError) throw explained;
    throw new InputError(`${path}: the archive is damaged or cut off`, { cause: error });
  }
}
