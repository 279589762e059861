// For tests: temporary folders, and small IDX data sets written into them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { encodeIdxImages, encodeIdxLabels } from '../../../data/idx.ts';
import { idxFileNames, type IdxFileRole } from '../fashion-mnist.ts';

/** A new empty folder, removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * The uncompressed files of a data set of 3×2 pixels and ten classes: 20 training pictures, two per class,
 * and 10 test pictures, one per class.
 */
export function smallIdxFiles(): Record<IdxFileRole, Uint8Array> {
  const images = (count: number) =>
    encodeIdxImages({
      count,
      height: 3,
      width: 2,
      pixels: new Uint8Array(count * 6).map((_, index) => index * 7),
    });
  const labels = (count: number) => encodeIdxLabels(Array.from({ length: count }, (_, index) => index % 10));
  return { trainImages: images(20), trainLabels: labels(20), testImages: images(10), testLabels: labels(10) };
}

/** A temporary folder with the small data set, gzipped or plain. `replaced` replaces or removes files. */
export async function smallIdxFolder(
  gzipped: boolean,
  replaced: Partial<Record<IdxFileRole, Uint8Array | null>> = {},
): Promise<string> {
  const folder = await temporaryFolder();
  const files = { ...smallIdxFiles(), ...replaced };
  for (const [role, bytes] of Object.entries(files)) {
    const path = join(folder, idxFileNames[role as IdxFileRole]);
    if (bytes) await writeFile(gzipped ? `${path}.gz` : path, gzipped ? gzipSync(bytes) : bytes);
  }
  return folder;
}
