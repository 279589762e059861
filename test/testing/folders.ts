// Temporary folders, and a data set small enough to train on in a second: sketches, written as IDX files.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { encodeIdxImages, encodeIdxLabels } from '../../src/data/idx.ts';
import { sketches } from '../../src/data/sketches.ts';

/** A new empty folder for the tests of a file, removed after all of them. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-test-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** 480 sketches for training and 60 for testing. */
export const small = sketches({ train: 480, test: 60 });

export type IdxFiles = Record<string, Uint8Array>;

/**
 * The four files of the small data set by name (those for training gzipped), and the names of its classes.
 */
export function smallIdxFiles(data = small): IdxFiles {
  const images = ({ count, height, width, images: pixels }: Dataset) =>
    encodeIdxImages({ count, height, width, pixels });
  return {
    'train-images-idx3-ubyte.gz': gzipSync(images(data.train)),
    'train-labels-idx1-ubyte.gz': gzipSync(encodeIdxLabels(data.train.labels)),
    't10k-images-idx3-ubyte': images(data.test),
    't10k-labels-idx1-ubyte': encodeIdxLabels(data.test.labels),
    'classes.txt': new TextEncoder().encode(data.train.classNames.join('\n')),
  };
}

/** Writes files into a new folder and returns its path. */
export async function writeFolder(path: string, files: IdxFiles): Promise<string> {
  await mkdir(path, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(path, name), bytes);
  return path;
}
