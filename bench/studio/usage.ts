// What the processes of the browser and the studio use, from Linux's /proc.
import { readdir, readFile } from 'node:fs/promises';

const [ticksInSecond, pageBytes] = [100, 4096];

/**
 * The processor time and the memory of all processes that have come from this one, as Linux counts them.
 *
 * @param except a process that is left out, with those that have come from it
 */
export async function usage(except?: number): Promise<{ seconds: number; megabytes: number }> {
  const found = new Map<number, { parent: number; ticks: number; pages: number }>();
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = line
      .slice(line.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    found.set(Number(pid), { parent: fields[1]!, ticks: fields[11]! + fields[12]!, pages: fields[21]! });
  }
  const isOurs = (pid: number): boolean => {
    const parent = found.get(pid)?.parent;
    return pid !== except && parent !== undefined && (parent === process.pid || isOurs(parent));
  };
  const ours = [...found].flatMap(([pid, one]) => (isOurs(pid) ? [one] : []));
  return {
    seconds: ours.reduce((sum, { ticks }) => sum + ticks, 0) / ticksInSecond,
    megabytes: (ours.reduce((sum, { pages }) => sum + pages, 0) * pageBytes) / 1e6,
  };
}
