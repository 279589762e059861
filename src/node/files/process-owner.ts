// Who works on something: a process, told by its number, its start and its machine.
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { hasCode } from './system-errors.ts';

/** A process that works on a run or a trial. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** The start time of the process, in clock ticks; empty if the system does not provide it. */
  readonly start: string;
}

/** This process. */
export const ownProcess = (): Promise<Owner> => ownerOf(process.pid);

/** A process of this machine. */
export const ownerOf = async (pid: number): Promise<Owner> => ({
  ...{ host: hostname(), pid },
  start: await startOf(pid),
});

/** Whether a process still runs; undefined if it belongs to another machine. */
export async function isRunning({ host, pid, start }: Owner): Promise<boolean | undefined> {
  if (host !== hostname()) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM'); // it runs, for another user
  }
  return start === '' || (await startOf(pid)) === start;
}

/**
 * The start time of a process, which distinguishes it from a later one with the same number; empty if the
 * system does not provide it.
 */
async function startOf(pid: number): Promise<string> {
  try {
    // Linux: the 22nd field. Count after the program's name in parentheses, which may contain anything.
    const status = await readFile(`/proc/${pid}/stat`, 'latin1');
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
