// Reads a folder of IDX files, Fashion-MNIST or any other of its kind, into the two splits.
// A data set is called fashion-mnist only when its content is the published one, whatever its folder is called.
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { InputError } from '../../errors.ts';
import { type Dataset, fashionClassNames, type TestedSplits } from '../../data/dataset.ts';
import { datasetFromIdx } from '../../data/idx.ts';
import { fashionMnistFiles, idxFileRoles, sha256, type IdxFileRole } from './fashion-mnist.ts';
import { findIdxFiles, readIdxFile, type FoundFile } from './idx-files.ts';

type Contents = Record<IdxFileRole, { readonly path: string; readonly bytes: Uint8Array }>;

/**
 * Reads the four IDX files of a folder, each plain or gzipped.
 *
 * Labels are 0 to 9 and named as in Fashion-MNIST, unless the folder has a `classes.txt` with one name a line.
 * The name is `fashion-mnist` when the content has the published checksums, else the folder's own.
 *
 * @throws InputError when a file is missing, truncated, corrupt or not valid, or the splits don't go together
 */
export async function readIdxDirectory(folder: string): Promise<TestedSplits> {
  const classNames = await readClassNames(folder);
  const contents = await readContents(folder, await findIdxFiles(folder));
  const name = nameOf(folder, contents);
  const split = (images: IdxFileRole, labels: IdxFileRole) =>
    datasetFromIdx({
      name,
      classNames,
      images: contents[images].bytes,
      imagesSource: contents[images].path,
      labels: contents[labels].bytes,
      labelsSource: contents[labels].path,
    });
  const train = split('trainImages', 'trainLabels');
  const test = split('testImages', 'testLabels');
  checkSameSize(train, test, contents.testImages.path);
  return { train, test };
}

async function readContents(folder: string, files: readonly FoundFile[]): Promise<Contents> {
  const missing = files.filter(({ path }) => path === undefined).map(({ name }) => name);
  if (missing.length > 0) {
    throw new InputError(
      `${folder}: expected four IDX files, each plain or .gz; not there: ${missing.join(', ')}`,
    );
  }
  const entries = files.map(async ({ role, path }) => {
    return [role, { path: path!, bytes: await readIdxFile(path!, role) }] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Contents;
}

function nameOf(folder: string, contents: Contents): string {
  const published = idxFileRoles.every((role) => {
    const { bytes } = contents[role];
    return bytes.length === fashionMnistFiles[role].bytes && sha256(bytes) === fashionMnistFiles[role].sha256;
  });
  if (published) return 'fashion-mnist';
  const own = basename(resolve(folder)) || 'data';
  return own === 'fashion-mnist' || own === 'sketches' ? `unverified-${own}` : own;
}

async function readClassNames(folder: string): Promise<readonly string[]> {
  const path = join(folder, 'classes.txt');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return fashionClassNames;
  const names = text.trim().split(/\s*\n\s*/);
  if (names.length < 2 || new Set(names).size < names.length || names.length > 256) {
    throw new InputError(
      `${path}: expected 2 to 256 different class names, one a line, got ${names.length} lines`,
    );
  }
  return names;
}

function checkSameSize(train: Dataset, test: Dataset, testSource: string): void {
  if (train.height === test.height && train.width === test.width) return;
  throw new InputError(
    `${testSource}: expected images of ${train.height}×${train.width} pixels as for training, got ${test.height}×${test.width}`,
  );
}
