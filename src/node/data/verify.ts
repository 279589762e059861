// Checks a folder against the published checksums of Fashion-MNIST, file by file. It repairs nothing.
import { InputError } from '../../errors.ts';
import { fashionMnistFiles, sha256, type IdxFileRole } from './fashion-mnist.ts';
import { findIdxFiles, readIdxFile, type FoundFile } from './idx-files.ts';

/** The result for one file. SHA-256 is of the uncompressed content, in hexadecimal. */
export interface FileVerification {
  readonly role: IdxFileRole;
  readonly name: string;
  readonly status: 'ok' | 'wrong' | 'missing';
  readonly expectedSha256: string;
  readonly path?: string;
  readonly sha256?: string;
  /** Why the content could not be read, if so. */
  readonly problem?: string;
}

/** Verifies the four files of a folder, plain or gzipped, against the published checksums. */
export async function verifyFashionMnist(folder: string): Promise<FileVerification[]> {
  return Promise.all((await findIdxFiles(folder)).map(verifyFile));
}

async function verifyFile({ role, name, path }: FoundFile): Promise<FileVerification> {
  const expectedSha256 = fashionMnistFiles[role].sha256;
  if (path === undefined) return { role, name, status: 'missing', expectedSha256 };
  const file = { role, name, path, expectedSha256 };
  try {
    const actual = sha256(await readIdxFile(path, role));
    return { ...file, status: actual === expectedSha256 ? 'ok' : 'wrong', sha256: actual };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...file, status: 'wrong', problem: error.message };
  }
}
