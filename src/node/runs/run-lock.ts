// Locks a run, or another folder, so that only one process works on it. A process puts an empty file into
// the run's folder, named `.lock.<pid>.<start>.<host>`, then looks for the files of others; so two processes
// that start together never both continue. The file of a killed process is removed: no running process has
// its number and start time.
import { readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { isRunning, ownProcess, type Owner } from '../files/process-owner.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';

/** The lock of this process on a run. */
export interface RunLock {
  /** Unlocks the run. */
  readonly release: () => Promise<void>;
}

/** Locks a run's folder, like `lockFolder`. */
export const lockRun = (path: string): Promise<RunLock> => lockFolder(path, 'run');

/**
 * Locks a folder for this process, until it is released or the process ends.
 *
 * @param what what is in the folder, for messages
 * @throws InputError if another process works on it, or the folder can't be written
 */
export async function lockFolder(path: string, what: string): Promise<RunLock> {
  const own = lockName(await ownProcess());
  const file = join(path, own);
  try {
    await writeFile(file, '', { flag: 'wx' });
  } catch (error) {
    if (hasCode(error, 'EEXIST'))
      throw new InputError(`${path}: this process is already working on this ${what}`);
    throw explainSystemError(error, `${path}: can't be written`);
  }
  const release = () => rm(file, { force: true });
  try {
    await removeDead(path, own, what);
  } catch (error) {
    await release();
    throw error;
  }
  return { release };
}

/** @throws InputError if a process works on the run in a folder */
export async function checkUnlocked(path: string): Promise<void> {
  await eachLock(path, async (owner, name) => {
    if (await isAlive(owner)) throw busy(path, owner, name, 'run');
  });
}

/** The process that works on the run in a folder; on another machine, one that may still do. */
export const workerOn = async (path: string): Promise<Owner | undefined> => workerAmong(await readdir(path));

/**
 * The same, for a folder that has been read.
 *
 * @param names the names of the files in the folder
 */
export async function workerAmong(names: readonly string[]): Promise<Owner | undefined> {
  const owners = names.flatMap((name) => parseLockName(name) ?? []);
  for (const owner of owners) if (await isAlive(owner)) return owner;
  return undefined;
}

/** Whether a file in a run's folder is a lock. */
export const isLockName = (name: string): boolean => parseLockName(name) !== undefined;

/**
 * Removes the locks of ended processes.
 *
 * @throws InputError if a process still runs
 */
async function removeDead(path: string, own: string, what: string): Promise<void> {
  await eachLock(path, async (owner, name) => {
    if (name === own) return;
    if (await isAlive(owner)) throw busy(path, owner, name, what);
    await rm(join(path, name), { force: true });
  });
}

async function eachLock(path: string, visit: (owner: Owner, name: string) => Promise<void>): Promise<void> {
  for (const name of await readdir(path)) {
    const owner = parseLockName(name);
    if (owner) await visit(owner, name);
  }
}

/** If it is unknown whether the process still runs, the message says what to do. */
function busy(path: string, { pid, start, host }: Owner, name: string, what: string): InputError {
  const who = host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`;
  const isCertain = host === hostname() && start !== '';
  const advice = isCertain ? '' : `; if it has ended, remove ${join(path, name)}`;
  return new InputError(`${path}: ${who} is working on this ${what}${advice}`);
}

const lockName = ({ pid, start, host }: Owner) => `.lock.${pid}.${start}.${encodeURIComponent(host)}`;

function parseLockName(name: string): Owner | undefined {
  const [, pid, start, host] = /^\.lock\.(\d+)\.(\d*)\.(.+)$/.exec(name) ?? [];
  if (host === undefined) return undefined;
  return { pid: Number(pid), start: start!, host: safelyDecoded(host) };
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a process still runs. On another machine that is unknown, so it is assumed to run. */
const isAlive = async (owner: Owner): Promise<boolean> => (await isRunning(owner)) ?? true;
