// Optuna's lock of a journal file: a symbolic link `<file>.lock` to the file, or a plain file of that name.
// Whoever creates it has the lock. Nobody knows the owner, so a lock under which the journal has not
// changed for half a minute counts as abandoned.
import { randomUUID } from 'node:crypto';
import { rename, rm, stat, symlink, lstat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode } from '../files/system-errors.ts';

/** After how long without a change a lock counts as abandoned. */
const defaultGraceMs = 30_000;
const longestWaitMs = 64;

/**
 * Does a task under the lock of a journal.
 *
 * @param path absolute: the link must lead to the journal from everywhere
 * @param graceMs after how many milliseconds without a change another owner's lock counts as abandoned
 */
export async function withJournalLock<T>(
  path: string,
  task: () => Promise<T>,
  graceMs = defaultGraceMs,
): Promise<T> {
  const lock = `${path}.lock`;
  await acquire(path, lock, graceMs);
  try {
    return await task();
  } finally {
    await remove(lock);
  }
}

async function acquire(path: string, lock: string, graceMs: number): Promise<void> {
  let seen: { readonly mtime: number; readonly since: number } | undefined;
  for (let waitMs = 1; ; waitMs = Math.min(longestWaitMs, 2 * waitMs)) {
    try {
      return await symlink(path, lock);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
    const mtime = await timeOf(lock);
    const now = performance.now();
    if (seen?.mtime !== mtime) seen = mtime === undefined ? undefined : { mtime, since: now };
    else if (seen && now - seen.since > graceMs) {
      await remove(lock);
      continue;
    }
    await sleep(waitMs * (0.5 + Math.random() / 2));
  }
}

/** The time of the last change of what a lock points to; of the lock itself if it points nowhere. */
async function timeOf(lock: string): Promise<number | undefined> {
  for (const look of [stat, lstat]) {
    try {
      return (await look(lock)).mtimeMs;
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }
  return undefined;
}

/** Renames the lock first, so that only one of several waiters removes it. */
async function remove(lock: string): Promise<void> {
  const name = `${lock}${randomUUID()}.rename`;
  try {
    await rename(lock, name);
    await rm(name, { force: true });
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}
