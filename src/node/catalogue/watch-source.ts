// Watches a folder or table of items. The system tells of changes where it can; in any case it is looked at
// from time to time, because some file systems tell of none. What is listed is compared with what was
// synchronised last, so that a catalogue need not be open meanwhile.
import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readSource } from './read-source.ts';

/** How to watch. */
export interface WatchOptions {
  /** How long it must be quiet after a change, so that files are written in full. */
  readonly quietMs: number;
  /** How often the source is listed although the system tells of no change. */
  readonly everyMs: number;
  readonly signal: AbortSignal;
  /** Called at the beginning, and whenever the source has changed. */
  readonly sync: () => Promise<void>;
  /** Is told of an error in listing or in `sync`. It may throw it; otherwise the source is tried again. */
  readonly onError: (error: unknown) => void;
}

/** Calls `sync` for each change of a folder or table, until the signal. */
export async function watchSource(
  place: string,
  { quietMs, everyMs, signal, sync, onError }: WatchOptions,
): Promise<void> {
  const events = await watchFiles(place);
  let last: string | undefined;
  try {
    while (!signal.aborted) {
      events.forget();
      try {
        const listed = await fingerprint(place);
        if (listed !== last) {
          await sync();
          last = listed;
        }
      } catch (error) {
        onError(error);
      }
      await events.next({ quietMs, everyMs, signal });
    }
  } finally {
    events.close();
  }
}

/** Changes with any key, picture, stamp and attribute of the source. */
async function fingerprint(place: string): Promise<string> {
  const { items, problems } = await readSource(place);
  const hash = createHash('sha256');
  for (const item of items) hash.update(JSON.stringify(item));
  return hash.update(JSON.stringify(problems)).digest('hex');
}

/** What the system tells of changes. */
interface FileEvents {
  /** Forgets what happened so far. */
  forget(): void;
  /** Waits until something has happened and it is quiet again, for the longest time, or for the signal. */
  next(limits: Pick<WatchOptions, 'quietMs' | 'everyMs' | 'signal'>): Promise<void>;
  close(): void;
}

/** A table is watched with the folder that it is in: its pictures are often there. */
async function watchFiles(place: string): Promise<FileEvents> {
  const folder = (await stat(place)).isDirectory() ? place : dirname(place);
  let [happened, wake] = [false, () => undefined as void];
  const changed = () => {
    happened = true;
    wake();
  };
  const close = startWatching(folder, changed);
  return {
    close,
    forget: () => void (happened = false),
    next: ({ quietMs, everyMs, signal }) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const end = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          wake = () => undefined;
          resolve();
        };
        let timer = setTimeout(end, happened ? quietMs : everyMs);
        wake = () => {
          clearTimeout(timer);
          timer = setTimeout(end, quietMs);
        };
        signal.addEventListener('abort', end);
      }),
  };
}

/** Watches a folder, if the system can. @returns what ends it */
function startWatching(folder: string, changed: () => void): () => void {
  try {
    const watcher = watch(folder, { recursive: true }, changed);
    watcher.on('error', () => watcher.close()); // the folder is gone, or there are too many: time will tell
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}
