// Locks: one process at a time works on a run. It puts an empty file into the run's folder, named
// `.lock.<pid>.<start>.<host>`, and then looks for the files of others, so that two processes which start
// together never both go on. The file of a killed process is removed: no running process has its number and
// its start time.
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { explainSystemError, hasCode } from '../system-errors.ts';

/** A run that is this process's own. */
export interface RunLock {
  /** Lets others work on the run. */
  readonly release: () => Promise<void>;
}

interface Owner {
  readonly pid: number;
  /** When the process began, in the system's clock ticks; empty where the system doesn't say. */
  readonly start: string;
  readonly host: string;
}

/**
 * Makes a run's folder this process's own, until it is released or the process ends.
 *
 * @throws InputError where another process works on it, or the folder can't be written
 */
export async function lockRun(path: string): Promise<RunLock> {
  const own = lockName({ pid: process.pid, start: await startOf(process.pid), host: hostname() });
  const file = join(path, own);
  try {
    await writeFile(file, '', { flag: 'wx' });
  } catch (error) {
    if (hasCode(error, 'EEXIST')) throw new InputError(`${path}: this process works on it already`);
    throw explainSystemError(error, `cannot write in ${path}`);
  }
  const release = () => rm(file, { force: true });
  try {
    await removeDead(path, own);
  } catch (error) {
    await release();
    throw error;
  }
  return { release };
}

/** @throws InputError where a process works on the run in a folder */
export async function checkUnlocked(path: string): Promise<void> {
  await eachLock(path, async (owner, name) => {
    if (await isAlive(owner)) throw busy(path, owner, name);
  });
}

/** Whether a file of a run's folder says who works on it. */
export const isLockName = (name: string): boolean => parseLockName(name) !== undefined;

/** Removes the locks of processes that are no more. @throws InputError where one still runs */
async function removeDead(path: string, own: string): Promise<void> {
  await eachLock(path, async (owner, name) => {
    if (name === own) return;
    if (await isAlive(owner)) throw busy(path, owner, name);
    await rm(join(path, name), { force: true });
  });
}

async function eachLock(path: string, visit: (owner: Owner, name: string) => Promise<void>): Promise<void> {
  for (const name of await readdir(path)) {
    const owner = parseLockName(name);
    if (owner) await visit(owner, name);
  }
}

/** Where it can't be known whether the process is still the one that began, the message says what to do. */
function busy(path: string, { pid, start, host }: Owner, name: string): InputError {
  const who = host === hostname() ? `process ${pid}` : `process ${pid} of ${host}`;
  const isCertain = host === hostname() && start !== '';
  const advice = isCertain ? '' : `; if it no longer does, remove ${join(path, name)}`;
  return new InputError(`${path}: ${who} is working on this run${advice}`);
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

/** Whether a process still runs. One of another machine, where this can't be known, is taken to. */
async function isAlive({ pid, start, host }: Owner): Promise<boolean> {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM'); // there is one, of another user
  }
  return start === '' || (await startOf(pid)) === start;
}

/**
 * When a process began, which tells it from a later one of the same number; empty where the system doesn't
 * say.
 */
async function startOf(pid: number): Promise<string> {
  try {
    // Linux: the 22nd field, counted after the program's name in brackets, which may hold anything.
    const status = await readFile(`/proc/${pid}/stat`, 'latin1');
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
