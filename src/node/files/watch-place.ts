// Watches a folder or file. The system tells of changes where it can; in any case it is looked at from time
// to time, because some file systems tell of none.
import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How to watch. */
export interface WatchOptions {
  /** How long it must be quiet after a change, so that files are written in full. */
  readonly quietMs: number;
  /** How often the place is looked at although the system tells of no change. */
  readonly everyMs: number;
  readonly signal: AbortSignal;
  /** Called at the beginning, and whenever the fingerprint has changed. */
  readonly sync: () => Promise<void>;
  /** Is told of an error in looking or in `sync`. It may throw it; otherwise the place is tried again. */
  readonly onError: (error: unknown) => void;
}

/** Calls `sync` for each change of the fingerprint of a place, until the signal. */
export async function watchPlace(
  place: string,
  fingerprint: () => Promise<string>,
  { quietMs, everyMs, signal, sync, onError }: WatchOptions,
): Promise<void> {
  const events = await watchFiles(place);
  let last: string | undefined;
  try {
    while (!signal.aborted) {
      events.forget();
      try {
        const found = await fingerprint();
        if (found !== last) {
          await sync();
          last = found;
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

/** What the system tells of changes. */
interface FileEvents {
  /** Forgets what happened so far. */
  forget(): void;
  /** Waits until something has happened and it is quiet again, for the longest time, or for the signal. */
  next(limits: Pick<WatchOptions, 'quietMs' | 'everyMs' | 'signal'>): Promise<void>;
  close(): void;
}

/** A file is watched with the folder that it is in: what belongs to it is often there. */
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
