// The resources that a process has used, from Linux's /proc: its peak memory and its processor time. On other
// systems both are null, so that the bench reports them as unknown.
import { readFileSync } from 'node:fs';

// USER_HZ: 100 on every Linux that Node runs on.
const ticksPerSecond = 100;

/** The peak resident memory (VmHWM) of a process in MiB; null if unknown. */
export function peakMemoryMiB(process: number | 'self' = 'self'): number | null {
  const status = readProc(process, 'status');
  const match = status === null ? null : /^VmHWM:\s+(\d+) kB$/m.exec(status);
  return match ? Number(match[1]) / 1024 : null;
}

/** The processor time of a process and all its threads in seconds; null if unknown. */
export function processorSeconds(process: number | 'self'): number | null {
  const stat = readProc(process, 'stat');
  if (stat === null) return null;
  // The second field is the program's name in parentheses and may contain spaces, so counting starts after
  // it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function readProc(process: number | 'self', file: string): string | null {
  try {
    return readFileSync(`/proc/${process}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
