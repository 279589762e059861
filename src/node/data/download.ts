// Downloads Fashion-MNIST from its public mirrors into a folder. It tries several mirrors and resumes `.part`
// files. A file gets its name only after its uncompressed content matches the published SHA-256.
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { explainSystemError } from '../files/system-errors.ts';
import { downloadFile, sizeOf, TransferError, type TransferOptions } from './download-file.ts';
import { fashionMnistFiles, fashionMnistMirrors, sha256, type PublishedFile } from './fashion-mnist.ts';
import { isGzip, unpack } from './idx-files.ts';
import { proxyVariable } from './proxied-fetch.ts';
import { verifyFashionMnist } from './verify.ts';
import { makeFolder } from '../files/make-folder.ts';

const triesPerMirror = 3;

/** The progress of a download. */
export interface DownloadProgress {
  /** The name of the file. */
  readonly file: string;
  /** From 1 to `fileCount`, of the files to download. */
  readonly fileNumber: number;
  /** How many files are to be downloaded. */
  readonly fileCount: number;
  /** Bytes of this file so far. */
  readonly received: number;
  /** The size of this file in bytes, if the server says it. */
  readonly total: number | undefined;
  /** The address of the mirror. */
  readonly mirror: string;
}

/** How to reach the mirrors; everything has a default. */
export interface MirrorOptions extends Pick<TransferOptions, 'fetch' | 'connectMs' | 'stallMs'> {
  /** URLs of folders, each ending in a slash, tried in this order. */
  readonly mirrors?: readonly string[];
  /** The files to download; those of Fashion-MNIST by default. */
  readonly files?: readonly PublishedFile[];
}

/** The options of {@link downloadFashionMnist}. */
export interface DownloadOptions extends MirrorOptions {
  readonly folder: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/**
 * Downloads the files of Fashion-MNIST that are missing or wrong in a folder. Correct files stay as they are.
 * A file gets its name only when it is complete and checked.
 *
 * @returns the names of the downloaded files
 * @throws InputError with each mirror's reason if no mirror provides a file, or if the folder can't be
 *   written
 */
export async function downloadFashionMnist(options: DownloadOptions): Promise<string[]> {
  const { folder, files = await filesToGet(options.folder) } = options;
  try {
    await makeFolder(folder);
    for (const [index, file] of files.entries()) {
      await fromAnyMirror(file, options, { fileNumber: index + 1, fileCount: files.length });
    }
  } catch (error) {
    throw explainSystemError(error, `${folder}: can't be written`);
  }
  return files.map(({ name }) => name);
}

async function filesToGet(folder: string): Promise<PublishedFile[]> {
  const verified = await verifyFashionMnist(folder);
  return verified.filter(({ status }) => status !== 'ok').map(({ role }) => fashionMnistFiles[role]);
}

type Position = Pick<DownloadProgress, 'fileNumber' | 'fileCount'>;

async function fromAnyMirror(
  file: PublishedFile,
  options: DownloadOptions,
  position: Position,
): Promise<void> {
  const problems: string[] = [];
  for (const mirror of options.mirrors ?? fashionMnistMirrors) {
    const problem = await fromMirror(mirror, file, options, position);
    if (problem === undefined) return;
    problems.push(`${new URL(mirror).host}: ${problem}`);
  }
  const proxy = proxyVariable();
  const through = proxy === undefined ? '' : ` through the proxy in ${proxy}`;
  throw new InputError(`fashion-mnist: ${file.name} can't be downloaded${through} (${problems.join('; ')})`);
}

/** Tries a mirror, repeatedly while that may help. Returns the last problem, or undefined on success. */
async function fromMirror(
  mirror: string,
  file: PublishedFile,
  options: DownloadOptions,
  position: Position,
): Promise<string | undefined> {
  let problem: string | undefined;
  for (let count = 0; count < triesPerMirror; count++) {
    const attempt = await tryMirror(mirror, file, options, position);
    problem = attempt.problem;
    if (problem === undefined || !attempt.mayHelpAgain) break;
  }
  return problem;
}

interface Attempt {
  readonly problem: string | undefined;
  readonly mayHelpAgain: boolean;
}

async function tryMirror(
  mirror: string,
  file: PublishedFile,
  options: DownloadOptions,
  position: Position,
): Promise<Attempt> {
  const part = join(options.folder, `${file.name}.gz.part`);
  const before = await sizeOf(part);
  try {
    const resumed = await downloadFile(`${mirror}${file.name}.gz`, part, {
      ...options,
      limit: file.bytes + 2 ** 16, // gzip may make incompressible data a little larger
      onBytes: (received, total) =>
        options.onProgress?.({ file: file.name, ...position, received, total, mirror }),
    });
    // A resumed file may mix the copies of two mirrors, so its failure says nothing about this mirror.
    return { problem: await finish(part, file, options.folder), mayHelpAgain: resumed };
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    return { problem: error.message, mayHelpAgain: (await sizeOf(part)) !== before };
  }
}

/** Checks a downloaded file and gives it its name. A wrong file is removed, and the problem returned. */
async function finish(part: string, file: PublishedFile, folder: string): Promise<string | undefined> {
  const bytes = await readFile(part);
  const problem = await contentProblem(bytes, file);
  if (problem !== undefined) {
    await rm(part);
    return problem;
  }
  const path = join(folder, file.name);
  await rename(part, isGzip(bytes) ? `${path}.gz` : path);
  if (isGzip(bytes)) await rm(path, { force: true }); // a plain file is preferred to a gzipped one, and it is wrong
  return undefined;
}

async function contentProblem(bytes: Uint8Array, file: PublishedFile): Promise<string | undefined> {
  try {
    const actual = sha256(await unpack(bytes, 'the download', file.bytes));
    return actual === file.sha256 ? undefined : `wrong content: SHA-256 ${actual.slice(0, 12)}…`;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}
