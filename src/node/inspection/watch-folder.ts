// Judges the pictures that come into a folder, each once for each time that it changes.
import { stat } from 'node:fs/promises';
import { mapInParallel } from '../files/in-parallel.ts';
import { watchPlace, type WatchOptions } from '../files/watch-place.ts';
import { entriesOf, isDirectory } from '../files/entries.ts';
import { hasCode } from '../files/system-errors.ts';
import { listImageFiles } from '../pictures/list.ts';

/** How to watch, and what to do with the files that are new. */
export interface FolderWatch extends Omit<WatchOptions, 'sync'> {
  /** Is told of the files that are new or have changed. */
  readonly onFiles: (files: readonly string[]) => Promise<void>;
}

/** Watches a folder, which may be empty at first, until the signal. */
export async function watchFolder(folder: string, { onFiles, ...options }: FolderWatch): Promise<void> {
  let listed = new Map<string, string>();
  let done = new Map<string, string>();
  const look = async () => {
    listed = await stamps(folder);
    return JSON.stringify([...listed]);
  };
  await watchPlace(folder, look, {
    ...options,
    sync: async () => {
      const now = listed;
      const changed = [...now].filter(([file, stamp]) => done.get(file) !== stamp).map(([file]) => file);
      if (changed.length > 0) await onFiles(changed);
      done = now;
    },
  });
}

/** The pictures in a folder with what changes when they do. */
async function stamps(folder: string): Promise<Map<string, string>> {
  const files = (await isEmpty(folder)) ? [] : await listImageFiles([folder]);
  const found = await mapInParallel(files, async (file): Promise<[string, string][]> => {
    try {
      const { mtimeMs, size } = await stat(file);
      return [[file, `${mtimeMs} ${size}`]];
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return []; // gone again
      throw error;
    }
  });
  return new Map(found.flat());
}

async function isEmpty(folder: string): Promise<boolean> {
  if (!(await isDirectory(folder))) return false;
  const { files, folders } = await entriesOf(folder);
  return files.length + folders.length === 0;
}
